"""Files of services in and out, by page."""
