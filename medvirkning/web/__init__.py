"""Page furniture: what every page of the portal shares."""
