// Two and a half minutes before a session ends, ask whether to go on. One press is enough, as often
// as one likes, in every tab. Without JavaScript the notice at the foot of the page says when.

import { sendWhatWasTyped } from "./typed.js";

const notice = document.querySelector("[data-session-seconds]");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;

let endsAt;
let timer;

export function startSessionWarning() {
  if (!notice || !window.HTMLDialogElement) return;
  const dialog = buildDialog();
  begin(dialog);
  if (!channel) return;
  channel.onmessage = ({ data }) => begin(dialog, data);
  channel.postMessage(lasts()); // opening this page counts for all tabs
}

function lasts() {
  return Number(notice.dataset.sessionSeconds);
}

function begin(dialog, seconds = lasts()) {
  endsAt = Date.now() + seconds * 1000;
  if (dialog.open) dialog.close();
  schedule(dialog);
}

function schedule(dialog) {
  clearTimeout(timer);
  // Checked again and again: a laptop that slept wakes up later than any timer thought.
  const left = (endsAt - Date.now()) / 1000;
  if (left <= -1) {
    // The server has ended it by now, and says so. Asked a moment too early, it would go on.
    leave();
    return;
  }
  if (left <= Number(notice.dataset.warningSeconds) && !dialog.open) dialog.showModal();
  if (dialog.open) tell(dialog, left);
  timer = setTimeout(() => schedule(dialog), 1000);
}

function leave() {
  // Asked for anew, not reloaded: a reload sends a form that led to this page once more.
  if (!sendWhatWasTyped()) window.location.assign(window.location.pathname + window.location.search);
}

function tell(dialog, left) {
  const minutes = Math.max(1, Math.ceil(left / 60));
  const words = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const place = dialog.querySelector("[data-minutes]");
  if (place.textContent !== words) place.textContent = words; // read out once a minute, not each second
}

function buildDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "session-dialog";
  dialog.setAttribute("aria-labelledby", "session-dialog-title");
  dialog.innerHTML = `
    <h2 class="govuk-heading-m" id="session-dialog-title">Are you still there?</h2>
    <p class="govuk-body" role="status">We will sign you out in <span data-minutes></span>.</p>
    <p class="govuk-body">What you have typed in a report, an application or a challenge is kept. Anything else that you have not sent is lost.</p>
    <div class="govuk-button-group">
      <button type="button" class="govuk-button">Stay signed in</button>
      <button type="button" class="govuk-button govuk-button--secondary">Sign out</button>
    </div>`;
  const [staying, leaving] = dialog.querySelectorAll("button");
  staying.addEventListener("click", () => stay(dialog));
  leaving.addEventListener("click", () => document.querySelector("form.site-header__way").submit());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay(dialog); // Escape means that somebody is there
  });
  document.body.append(dialog);
  return dialog;
}

async function stay(dialog) {
  const form = notice.querySelector("form");
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (answer && answer.status === 204) {
    begin(dialog);
    if (channel) channel.postMessage(lasts());
  } else if (answer) {
    leave();
  }
}
