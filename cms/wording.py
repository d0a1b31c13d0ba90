"""What a service message may not say: nothing in it leads away from the council."""

import re

ADDRESS = re.compile(
    r"https?:|www\.|@|\b[a-z0-9-]+\.(?:uk|com|net|org|info|co|io|me|ly|link|site|online)\b", re.I
)
TELEPHONE = re.compile(r"\+?\d[\d\s()-]{6,}\d")
OURS = ("01", "02", "03", "0800", "0808", "+441", "+442", "+443")
"""Numbers that cost what a local call costs, or nothing: no mobile, premium or foreign number."""


def leads_away(text: str) -> str:
    """What is wrong with it, in words for the editor; nothing when it leads nowhere else."""
    if ADDRESS.search(text):
        return "Leave out web and e-mail addresses: we tell residents not to follow them."
    for number in TELEPHONE.findall(text):
        if not re.sub(r"[^+\d]", "", number).startswith(OURS):
            return "Give a number of ours, one that begins with 01, 02, 03, 0800 or 0808."
    return ""
