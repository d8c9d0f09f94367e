"""All screens behind the welcome, imported together after the first paint."""

from __future__ import annotations

from screens.mentor.afterwards.messages import MessagesScreen
from screens.mentor.afterwards.more import MoreScreen
from screens.mentor.afterwards.reports import ReportsScreen
from screens.mentor.afterwards.sent import SentScreen
from screens.mentor.concerns.concern import ConcernScreen, Start
from screens.mentor.entering.find_me import FindMeScreen
from screens.mentor.entering.first_sign_in import FirstSignInScreen
from screens.mentor.entering.own_words import OwnWordsScreen
from screens.mentor.entering.sign_in import SignInScreen
from screens.mentor.learning.agreement import AgreementScreen
from screens.mentor.learning.guidance import GuidanceScreen
from screens.mentor.learning.training import TrainingScreen
from screens.mentor.learning.training_gate import TrainingGateScreen
from screens.mentor.parts.ask import AskModal
from screens.mentor.sessions.history import HistoryScreen
from screens.mentor.sessions.session import SessionDone, SessionScreen
from screens.mentor.sessions.session_added import SessionAddedScreen
from screens.mentor.sessions.session_choice import SessionChoiceScreen
from screens.mentor.sessions.session_gate import SessionGateScreen
from screens.mentor.visit.ending import EndingScreen
from screens.mentor.visit.home import HomeScreen
from screens.mentor.visit.lock import LockScreen
from screens.mentor.wellbeing.check_in import CheckInScreen
from screens.mentor.wellbeing.review import ReviewScreen
from screens.mentor.wellbeing.talk_over import TalkOverScreen

__all__ = [
    "AgreementScreen",
    "AskModal",
    "CheckInScreen",
    "ConcernScreen",
    "EndingScreen",
    "FindMeScreen",
    "FirstSignInScreen",
    "GuidanceScreen",
    "HistoryScreen",
    "HomeScreen",
    "LockScreen",
    "MessagesScreen",
    "MoreScreen",
    "OwnWordsScreen",
    "ReportsScreen",
    "ReviewScreen",
    "SentScreen",
    "SessionAddedScreen",
    "SessionChoiceScreen",
    "SessionDone",
    "SessionGateScreen",
    "SessionScreen",
    "SignInScreen",
    "Start",
    "TalkOverScreen",
    "TrainingGateScreen",
    "TrainingScreen",
]
