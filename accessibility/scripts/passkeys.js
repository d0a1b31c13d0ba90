// A passkey that was not given, whatever the reason: the browser says nothing of it on the page.

const WORDS = "We did not get a passkey from this device. Try again, or use another way.";

export function sayWhenNoPasskeyCame() {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.querySelector(".govuk-error-summary")?.remove();
    const summary = document.createElement("div");
    summary.className = "govuk-error-summary";
    summary.tabIndex = -1;
    const alert = summary.appendChild(document.createElement("div"));
    alert.setAttribute("role", "alert");
    const title = alert.appendChild(document.createElement("h2"));
    title.className = "govuk-error-summary__title";
    title.textContent = "There is a problem";
    const body = alert.appendChild(document.createElement("div"));
    body.className = "govuk-error-summary__body";
    body.appendChild(document.createElement("p")).textContent = WORDS;
    document.querySelector("main").prepend(summary);
    summary.focus();
  });
}
