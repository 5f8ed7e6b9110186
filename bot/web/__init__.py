"""What a browser sees: the chat, its files, health. All it knows comes through the callables of `site`."""
