"""The screens of alerts: what a person wants to be told of, and the webhooks."""
