"""A real server, killed again and again while people learn: what was acknowledged must be there."""
