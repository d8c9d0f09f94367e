"""What mentors read, learn, practise."""
