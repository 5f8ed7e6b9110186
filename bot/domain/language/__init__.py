"""What people write, read: no I/O, no clock. The whole is described in `bot.domain.language.place`."""
