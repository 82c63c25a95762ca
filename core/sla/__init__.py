"""The SLA clock: what was promised, how much of it is used, who hears of it (X5, C3, D2). docs/sla.md has the table."""
