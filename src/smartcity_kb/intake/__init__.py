"""The writing side: articles and claims in, checked."""
