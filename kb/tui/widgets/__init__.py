"""The parts a screen is made of; each shows what it is given and posts what was done to it."""
