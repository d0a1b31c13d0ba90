// Offers a button to print with, where there is a script to press it for.

const offer = document.querySelector("[data-print]");

if (offer) {
  offer.hidden = false;
  offer.querySelector("[data-print-now]").addEventListener("click", () => window.print());
}
