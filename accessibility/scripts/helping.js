// Counts the banner's time down. Without it the banner says what the server said when the page opened.

import { sendWhatWasTyped } from "./typed.js";

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

function leave() {
  clearInterval(ticking);
  if (!sendWhatWasTyped()) window.location.assign("/assist/");
}

function tick() {
  const left = Date.parse(banner.dataset.endsAt) - Date.now();
  const idle = Date.parse(banner.dataset.idleEndsAt) - Date.now();
  shown.textContent = inWords(Math.max(left, 0));
  warnOnce(left);
  // An empty desk must not go on showing somebody's account: the server has ended it by now.
  if (Math.min(left, idle) <= -1_000) leave();
}

export function countHelpDown() {
  if (!banner) return;
  ticking = setInterval(tick, 5_000);
  tick();
}
