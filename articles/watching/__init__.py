"""What an operator watches: logs, metrics, health, and what is wrong with the installation."""
