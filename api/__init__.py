"""The API: JSON for programs, pages for people. It parses, asks access, calls one update or one query, and answers."""
