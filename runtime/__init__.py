"""What the rest stands on: settings, the database engine, the Temporal client."""
