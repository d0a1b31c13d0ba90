// Counts the banner's time down. Without it the banner says what the server said when the page opened.

const banner = document.querySelector("[data-helping]");
const shown = banner?.querySelector("[data-time-left]");
const warning = banner?.querySelector("[data-time-warning]");
const WARN_AT = [5, 1];
const warned = new Set();
let ticking;

function inWords(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return "less than a minute";
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

function warnOnce(left) {
  for (const minutes of WARN_AT) {
    if (left > minutes * 60_000 || warned.has(minutes)) continue;
    warned.add(minutes);
    banner.classList.add("assisted-banner--running-out");
    warning.textContent = `${inWords(left)} left to help this resident.`;
    return;
  }
}

// What is half filled in goes along, marked so that it is kept and never done.
function leave() {
  clearInterval(ticking);
  const begun = [...document.querySelectorAll("main form[method=post]")].find(isBegun);
  if (!begun) return window.location.assign("/assist/");
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "time_is_up", value: "1" });
  begun.append(mark);
  HTMLFormElement.prototype.submit.call(begun);
}

function isBegun(form) {
  return [...form.elements].some(
    (field) =>
      (field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])") &&
        field.value !== field.defaultValue) ||
      (field.matches("[type=radio], [type=checkbox]") && field.checked !== field.defaultChecked),
  );
}

function tick() {
  const left = Date.parse(banner.dataset.endsAt) - Date.now();
  const idle = Date.parse(banner.dataset.idleEndsAt) - Date.now();
  shown.textContent = inWords(Math.max(left, 0));
  warnOnce(left);
  // An empty desk must not go on showing somebody's account: the server has ended it by now.
  if (Math.min(left, idle) <= -1_000) leave();
}

if (banner) {
  ticking = setInterval(tick, 5_000);
  tick();
}
