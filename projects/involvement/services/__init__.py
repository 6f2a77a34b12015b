"""Changing the log: `log` registers and changes, `states` closes and annuls, `inputs` and `confirmations` follow up."""
