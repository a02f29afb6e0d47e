"""What is counted and how, as pure rules: no Flask, no database, no clock, and no suppression."""
