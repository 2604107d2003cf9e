"""learnhub: a self-paced open-learning site for digital literacy."""
