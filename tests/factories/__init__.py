"""Rows for tests, made as simply as the database allows."""
