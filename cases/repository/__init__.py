"""Every query of the record. Reading is filtered by who may read; writing is the workflow's alone."""
