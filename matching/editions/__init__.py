"""The content of "Should I refer?" in editions: edited as a draft, examined, published and brought back."""
