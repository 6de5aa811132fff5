"""What can be set, and how newsline logs."""
