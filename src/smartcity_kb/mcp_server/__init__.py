"""A Model Context Protocol server: the knowledge base as tools, each answer with quotes and sources."""
