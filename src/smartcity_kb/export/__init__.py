"""Exports: a knowledge base as files of other formats."""
