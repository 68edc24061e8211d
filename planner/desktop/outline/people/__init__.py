"""The sheets of the cast in the plan: a person, a tie, a group, a secret."""
