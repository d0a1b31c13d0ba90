// A form that came back with mistakes is the answer to a POST, and browsers ask strange questions
// when somebody reloads it or comes back to it. Its address also answers a plain visit: from now on
// that is what this step in the browser's history is.

const FORM_OF_THIS_ADDRESS = 'form[method="post"]:not([action])';

export function forgetResending() {
  if (!document.querySelector(FORM_OF_THIS_ADDRESS)) return;
  window.history.replaceState(window.history.state, "", window.location.href);
}
