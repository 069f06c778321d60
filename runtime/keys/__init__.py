"""Nothing readable at rest: one random data key per case, wrapped by a key-encryption key (decision 22)."""
