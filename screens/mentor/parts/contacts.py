"""Who can be reached when no adult of the school is near."""

from __future__ import annotations

EMERGENCY = "999"
CHILDLINE = "0800 1111"
SHOUT = "85258"

DANGER = "Danger now: ring 999."
SHORT = f"Danger now: ring {EMERGENCY}.  Childline: {CHILDLINE}, free, any time."
CARD = (
    f"  999          if somebody is in danger now\n"
    f"  {CHILDLINE}    Childline: free, day and night\n"
    f"  Text SHOUT to {SHOUT}, day and night"
)
ANYONE = "You can tell any adult you trust, or ring Childline. You do not have to say what it is about."
