"""Message layout: functions that turn facts into a Card in one language."""
