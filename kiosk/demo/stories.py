"""What the mentors of the demonstration school write; every word of it is made up."""

from __future__ import annotations

from typing import Final

TOPICS: Final = (
    "self-image",
    "relationships",
    "reputation",
    "bullying",
    "information",
    "health",
    "privacy",
    "copyright",
)
DONE: Final = (
    "Looked at the privacy settings together.",
    "Talked about what makes a good friend online.",
    "Made a list of things to do when a chat gets mean.",
    "Checked three posts: which ones are true?",
    "Planned an evening without the phone.",
    "",
)
HELPED: Final = ("Doing it together.", "Having time to talk.", "The cards with questions.", "")

# (who might be hurt, what was written); the answers decide who reads it.
WORRIES: Final[tuple[tuple[str, str], ...]] = (
    ("pupil", "She said people in a group chat call her names every night and she has stopped sleeping."),
    ("pupil", "He told me somebody he met in a game, @shadowfox_9, keeps asking which school he goes to."),
    ("pupil", "She showed me messages that say send a picture or we tell everyone. I did not look at any picture."),
    ("several", "Three of them are in a chat where someone posts things about other people's bodies."),
    ("pupil", "He said he spends all his lunch money on boxes in a game and cannot stop."),
    ("pupil", "She cried because a photo of her was edited and sent round the year."),
    ("me", "Since I helped with the chat last week two people from my year follow me home and say things."),
    ("pupil", "He said it is better not to be here. He said it twice, then laughed."),
    ("outside", "His cousin at another school gets messages from @shadowfox_9, a man who says he is sixteen."),
    ("pupil", "She is on her phone until three and falls asleep in maths. She says nobody at home minds."),
    ("pupil", "He keeps talking about videos that say girls deserve it. He gets angry when I ask."),
    ("several", "Someone made an account with our school's name that posts about who is ugly."),
    ("pupil", "She said an older boy has her password and reads everything."),
    ("not sure", "I heard two of them say they will wait for him after school on Friday."),
    ("pupil", "He said his dad will hit him again if the school rings home."),
    ("pupil", "She stopped eating at lunch after the comments under her video."),
)
# Whom the adults find a report to be about, by how it begins: name, year group, names used online.
CHILDREN: Final[tuple[tuple[str, tuple[str, str, str]], ...]] = (
    ("She said people in a group chat", ("Mia Carter", "7A", "@mia.cc")),
    ("He told me somebody he met", ("Noah Ahmed", "7B", "@noahplays")),
    ("She cried because a photo", ("Mia Carter", "7A", "")),
    ("He said he spends", ("Oscar Lewis", "7C", "")),
    ("His cousin at another school", ("Noah Ahmed", "7B", "")),
    ("She is on her phone", ("Ruby Hale", "7A", "")),
    ("He said his dad", ("Leo Marsh", "7B", "")),
    ("She stopped eating", ("Mia Carter", "7A", "@mia.cc")),
)
STAFF_WORRIES: Final[tuple[tuple[str, str, str], ...]] = (
    ("pupil", "yes", "She said a coach sends her messages late at night and tells her not to show anyone."),
    ("pupil", "yes", "He said a supply teacher took his phone and read his chats out to the class."),
    ("pupil", "not sure", "She said somebody who helps at the club gave her a lift home twice."),
    ("several", "yes", "They said an adult in the office laughs about their pictures."),
    ("pupil", "head", "He said he told the head about the messages, and the head said to forget it."),
)
UNFINISHED: Final = "He said that tonight they are going to"
NAMELESS: Final = "There is a boy in my form who has bruises on his arms. He says it is football."

NOTES: Final[tuple[tuple[str, str], ...]] = (
    ("Spoke to the pupil with the form tutor.", "To hear it in the pupil's own words."),
    ("Rang home, spoke to the mother.", "The family can watch the phone in the evening."),
    ("Kept the messages as they are, told the pupil not to answer.", "They may be needed later."),
    ("Asked the head of year to move two seats.", "To give the pupil a quieter week."),
)
DECISIONS: Final[tuple[tuple[str, str, str], ...]] = (
    ("support in school", "A key adult checks in twice a week.", "The pupil asked for one person to go to."),
    (
        "not to refer",
        "Not to children's services for now.",
        "Nobody is at risk of harm today; we look again in two weeks.",
    ),
    (
        "refer",
        "To children's services, with the pupil's own words.",
        "What was said may mean that somebody is being hurt.",
    ),
)
TO_DO: Final = ("See the pupil again", "Ring home again", "Ask the form tutor how the week went")
TO_DO_WHY: Final = "So that nobody waits for news."
DID: Final = "Done; the pupil was there."
LOWERED: Final = "Two adults saw the pupil today: well, and no one else is involved."
CLOSINGS: Final[tuple[tuple[str, str], ...]] = (
    ("Supported in school", "Four weeks without anything new; the pupil says it is better."),
    ("Parents or carers told", "The family has changed the settings; the pupil agrees."),
    ("Passed to another service", "The service has taken it on and will ring us."),
    ("Nothing more needed", "It was a misunderstanding, all three say so."),
)
REPLIES: Final = ("read", "looking-after", "private", "again")
