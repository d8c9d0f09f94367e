"""What is said of a session when its page is left."""

SESSION_SAVED = "Your session is saved."
UNSAVED = "The session that you wrote down is not logged yet. It waits on this computer, for you alone."
UNSAVED_ANSWERS = (("back", "Go back to it"), ("leave", "Sign out, go on with it another time"))
