"""What the reports measure by: what one transaction through each channel costs, and by whose word.

The published figures are averages over many councils. They show a direction; for a business case a
council puts its own costs here, each with its source and the day from which it holds.
"""

from datetime import date

SOCITM = "Socitm, press release of 29 May 2012 (councils' figures of 2011)"
PWC = "PwC, in Socitm's comparison of published costs"

UNIT_COSTS = [
    {"channel": "self_serve", "pence": 15, "source": SOCITM, "since": date(2012, 5, 29)},
    {"channel": "telephone", "pence": 283, "source": SOCITM, "since": date(2012, 5, 29)},
    {"channel": "face_to_face", "pence": 862, "source": SOCITM, "since": date(2012, 5, 29)},
    {"channel": "post", "pence": 1210, "source": PWC, "since": date(2012, 5, 29)},
    # Helping somebody online takes an adviser's time: priced as the same time without the screen.
    {"channel": "assisted_telephone", "pence": 283, "source": SOCITM, "since": date(2012, 5, 29)},
    {
        "channel": "assisted_face_to_face",
        "pence": 862,
        "source": SOCITM,
        "since": date(2012, 5, 29),
    },
]
