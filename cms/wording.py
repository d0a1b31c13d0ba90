"""What a service message may not say: nothing in it leads away from the council."""

import re
import unicodedata

ADDRESS = re.compile(
    r"https?:|www\.|@|\b[a-z0-9-]+\.(?:uk|com|net|org|info|co|io|me|ly|link|site|online)\b", re.I
)
NO_TELEPHONE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?:\.\d{2,4})?(?!\.?\d)")
"""A day or a time that is written with dots."""
TELEPHONE = re.compile(r"\+?\d(?:[\d\s()\u2010-\u2015-]|\.(?=\d)){6,}\d")
OURS = ("01", "02", "03", "0800", "0808", "+441", "+442", "+443")
"""Numbers that cost what a local call costs, or nothing: no mobile, premium or foreign number."""
LONGEST = len("+441632960130")
"""Longer is two in one, of which only the first would be looked at."""


def leads_away(text: str) -> str:
    """What is wrong with it, in words for the editor; nothing when it leads nowhere else."""
    text = _as_dialled(text)
    if ADDRESS.search(text):
        return "Leave out web and e-mail addresses: we tell residents not to follow them."
    for found in TELEPHONE.findall(NO_TELEPHONE.sub("", text)):
        number = re.sub(r"[^+\d]", "", found)
        if not number.startswith(OURS) or len(number) > LONGEST:
            return "Give a number of ours, one that begins with 01, 02, 03, 0800 or 0808."
    return ""


def _as_dialled(text: str) -> str:
    """As a browser or a telephone takes it: wide letters are letters, invisible ones nothing."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")
