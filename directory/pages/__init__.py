"""The public pages: views, forms, and what makes rows ready to show."""
