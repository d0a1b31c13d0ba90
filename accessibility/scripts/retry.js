// A service that did not answer is asked once more by itself, and again whenever somebody presses
// “Try again”; the page stays where it is. Without JavaScript that link loads the page anew.

const WAIT_MS = 4000;
const SECTIONS = [".owed", ".to-do", ".coming-up", ".lately"];

export function askAgain() {
  const cards = [...document.querySelectorAll("[data-card]")].filter(isSilent);
  if (!cards.length) return;
  const voice = document.createElement("p");
  voice.className = "govuk-visually-hidden";
  voice.setAttribute("role", "status");
  document.querySelector("main").append(voice);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-card] [data-again]");
    if (!link) return;
    event.preventDefault();
    look(voice, true).catch(() => window.location.assign(link.href));
  });
  setTimeout(() => look(voice, false).catch(() => {}), WAIT_MS); // silence is what the card says already
}

async function look(voice, asked) {
  const answer = await fetch(window.location.pathname);
  if (!answer.ok || answer.redirected) throw new Error("the page itself did not answer");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = [...document.querySelectorAll("[data-card]")].filter(isSilent).map((card) => {
    const now = fresh.getElementById(card.id);
    const title = card.querySelector(".card__title").textContent;
    if (!now || isSilent(now)) return asked ? `${title} is still not answering.` : "";
    const hadFocus = card.contains(document.activeElement);
    card.replaceWith(now);
    if (hadFocus) now.querySelector("a")?.focus();
    return `${title} is answering again.`;
  });
  for (const name of SECTIONS) {
    const [old, now] = [document.querySelector(name), fresh.querySelector(name)];
    if (old && now && !old.contains(document.activeElement)) old.replaceWith(now);
  }
  voice.textContent = said.join(" ");
}

function isSilent(card) {
  return card.matches(".card--unavailable, .card--last_known");
}
