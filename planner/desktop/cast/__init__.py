"""The room of the page Cast."""
