"""Named reads about places, people who serve there, and legal terms."""
