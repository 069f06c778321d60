"""The case record: tables, reports, access, ledger, refusals."""
