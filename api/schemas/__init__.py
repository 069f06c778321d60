"""What the API takes and gives: one strict model each, in the reader's language where people read it."""
