"""The screens of the classroom kiosk."""
