"""What people use: the `newsline` command. It reads, starts and stops; articles are written by workers only."""
