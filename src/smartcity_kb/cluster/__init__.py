"""Bulk work on an existing engine (Apache Spark): the library's own pure functions, spread over machines."""
