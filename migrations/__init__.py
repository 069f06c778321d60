"""The database's history, one file a change; ``resguardo migrate`` brings a database up to date."""
