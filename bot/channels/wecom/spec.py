"""WeCom as a channel."""
