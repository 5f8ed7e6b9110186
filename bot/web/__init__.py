"""The pages of a browser: the chat, its files, health. It reaches the rest of Duban through the callables of
`ports.Site`."""
