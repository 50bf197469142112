"""What `run` measures; see README.md."""
