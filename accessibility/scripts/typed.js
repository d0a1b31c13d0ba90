// When time runs out, what is half filled in is sent along, marked so that it is kept and never done.

export function sendWhatWasTyped() {
  const begun = [...document.querySelectorAll("main form[method=post]")].find(isBegun);
  if (!begun) return false;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "time_is_up", value: "1" });
  begun.append(mark);
  HTMLFormElement.prototype.submit.call(begun);
  return true;
}

function isBegun(form) {
  return [...form.elements].some(
    (field) =>
      (field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])") &&
        field.value !== field.defaultValue) ||
      (field.matches("[type=radio], [type=checkbox]") && field.checked !== field.defaultChecked),
  );
}
