"""What staff do next about each thing that does not match."""

from payments.states import MismatchKind

NEXT = {
    MismatchKind.AMOUNT: "Look the payment up at the card company. Refund what was taken there, or "
    "put the right amount on the account in the service's ledger. Until you say here that it is "
    "done, nobody can pay this charge.",
    MismatchKind.CURRENCY: "Look the payment up at the card company and refund it there. Until you "
    "say here that it is done, nobody can pay this charge.",
    MismatchKind.SESSION: "Call the card company with this reference: its answer was about "
    "another payment, or it does not know this one. Tell the engineers too.",
    MismatchKind.LIVE: "Tell the engineers now: test money and real money have met. Until you say "
    "here that it is done, nobody can pay this charge.",
    MismatchKind.UNKNOWN_SESSION: "Look it up at the card company. If it is money for the council, "
    "find out what it was for and post it by hand, else refund it there.",
    MismatchKind.LATE: "The resident paid after the attempt had ended, and we took the money. Look "
    "at their account: if they paid twice, refund one of the payments.",
    MismatchKind.PAID_TWICE: "More was paid than was owed. Ask the resident whether to refund it "
    "or to leave it on the account as credit.",
    MismatchKind.REFUND_BY_HAND: "Somebody made a refund at the card company itself. Find out who "
    "and why; refunds are asked for here, so that a second person sees them.",
    MismatchKind.REFUND_FAILED: "The card may be closed. Ask the resident for another way to give "
    "the money back.",
    MismatchKind.REFUND_TO_POST: "Take this amount off the payments in the service's ledger: what "
    "was given back is owed again, unless it was paid by mistake.",
    MismatchKind.NOT_POSTED: "The money is ours and the service's ledger does not show it. Put "
    "right what is in the way there, then have the ledger told again; or post it by hand.",
    MismatchKind.DISPUTE: "Put the amount back on the account as owed, and answer the bank through "
    "the card company's site before its deadline. Do not refund it: the bank does.",
    MismatchKind.ONLY_THERE: "Look it up at the card company. If it is ours, find out what it was "
    "for and post it by hand; if not, refund it there.",
    MismatchKind.ONLY_HERE: "Ask the card company where this money is. Refund nothing until they "
    "have answered.",
    MismatchKind.BOOKS_DIFFER: "Ask the card company why. Correct the service's ledger by hand if "
    "their amount is the right one.",
}
STILL_TELLING = (
    "The service's ledger is not answering, and we go on telling it by ourselves for about a day. "
    "Do not post it by hand meanwhile: the account would have it twice."
)
