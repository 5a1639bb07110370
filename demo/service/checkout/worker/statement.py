"""Reads what the payment provider says it captured."""

import csv
from dataclasses import dataclass
from typing import Iterable, TextIO


@dataclass(frozen=True)
class Entry:
    """One captured payment; the amount is in the currency's smallest unit."""

    payment_id: str
    amount: int
    currency: str


def read_statement(lines: TextIO | Iterable[str]) -> list[Entry]:
    """Reads CSV with the columns payment_id, amount, currency.

    Raises ValueError with the line that cannot be read.
    """
    entries = []
    for number, row in enumerate(csv.DictReader(lines), start=2):
        try:
            entries.append(Entry(row["payment_id"], int(row["amount"]), row["currency"].upper()))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(f"line {number}: {error}") from error
    return entries
