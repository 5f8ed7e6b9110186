"""The browser chat: the pages of web/ show what the store holds."""
