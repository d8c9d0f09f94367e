"""Sealing and opening of records as age v1 files with post-quantum recipients."""
