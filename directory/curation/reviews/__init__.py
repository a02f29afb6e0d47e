"""Whether a record is still right: checked here, or asked of its provider."""
