"""All screens behind the welcome, imported together after the first paint."""

from __future__ import annotations

from screens.mentor.agreement import AgreementScreen
from screens.mentor.ask import AskModal
from screens.mentor.check_in import CheckInScreen
from screens.mentor.concern import ConcernScreen, Start
from screens.mentor.ending import EndingScreen
from screens.mentor.find_me import FindMeScreen
from screens.mentor.first_sign_in import FirstSignInScreen
from screens.mentor.guidance import GuidanceScreen
from screens.mentor.history import HistoryScreen
from screens.mentor.home import HomeScreen
from screens.mentor.lock import LockScreen
from screens.mentor.messages import MessagesScreen
from screens.mentor.more import MoreScreen
from screens.mentor.own_words import OwnWordsScreen
from screens.mentor.reports import ReportsScreen
from screens.mentor.review import ReviewScreen
from screens.mentor.sent import SentScreen
from screens.mentor.session import SessionDone, SessionScreen
from screens.mentor.session_added import SessionAddedScreen
from screens.mentor.session_choice import SessionChoiceScreen
from screens.mentor.session_gate import SessionGateScreen
from screens.mentor.sign_in import SignInScreen
from screens.mentor.talk_over import TalkOverScreen
from screens.mentor.training import TrainingScreen
from screens.mentor.training_gate import TrainingGateScreen

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
