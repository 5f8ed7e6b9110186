"""WeCom (企业微信): a self-built app, an AI bot over its long connection, and a group's webhook."""
