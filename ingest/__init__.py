"""From bytes to a published index: reading, structure, review, sources on disk, publishing."""
