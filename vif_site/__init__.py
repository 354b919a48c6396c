"""The project: settings, addresses, headers and the door for the server."""
