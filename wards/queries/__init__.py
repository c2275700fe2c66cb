"""Queries about places and the rights of users there, and the words of the access log."""
