"""Files by which IT makes a computer nothing but a kiosk."""
