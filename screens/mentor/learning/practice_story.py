"""The made-up story that a mentor practises a report with."""

from __future__ import annotations

STORY = (
    "The made-up story. You meet Jo, year 7. Jo says: \"Somebody from a game writes to me every night. I don't know "
    'them. Now they want a picture of me, and I should tell nobody. I am scared to go online." Jo does not know who it '
    "is. Nothing happens at school. You have told nobody yet."
)
