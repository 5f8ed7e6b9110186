"""What a browser sees: the chat, its files, health. It reaches the rest of Duban through the callables of
`ports.Site`."""
