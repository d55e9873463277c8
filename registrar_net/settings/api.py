"""Settings of the partner API and its OAuth 2 server."""
