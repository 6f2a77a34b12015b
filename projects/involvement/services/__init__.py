"""Changing the log: `log` registers, `states` closes and annuls, `inputs` and `confirmations` follow up."""
