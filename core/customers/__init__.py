"""Whose desk it is: companies, their people, contracts, sites and equipment (B1)."""
