"""Where quads live: folders, files, stores on disk, SPARQL endpoints."""
