"""The screens: searching, one meeting, and the small ones laid over them."""
