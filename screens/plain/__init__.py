"""The kiosk line by line, for a screen reader: the screens' services and sentences without a screen."""
