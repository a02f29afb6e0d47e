"""Services in and out, as files: what people send us, and what we hand them."""
