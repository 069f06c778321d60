"""The JSON routes under /api/v1. Thin: parse, ask access, one update or one query, answer."""
