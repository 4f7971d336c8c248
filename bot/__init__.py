"""The ways in: the `jianfu` command, the Telegram bot, health. No rule about policy lives here."""
