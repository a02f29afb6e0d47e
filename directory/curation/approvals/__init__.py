"""What people outside suggest or report, beside the live version until it is decided."""
