"""The endings ledger: what each ending would leave open and still costs, and the shortest way to the end."""
