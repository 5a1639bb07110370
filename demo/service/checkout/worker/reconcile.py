"""Holds our payments against the provider's statement, once a night.

Usage: reconcile.py OURS.csv THEIRS.csv
Exit status: 0 all agree, 1 something differs, 2 a file cannot be read.
"""

import sys
from dataclasses import dataclass

from statement import Entry, read_statement


@dataclass(frozen=True)
class Difference:
    """What does not agree about one payment."""

    payment_id: str
    reason: str


def reconcile(ours: list[Entry], theirs: list[Entry]) -> list[Difference]:
    """Every payment that one side lacks, has twice, or has with another amount."""
    differences = duplicates(ours, "ours") + duplicates(theirs, "theirs")
    known = {entry.payment_id: entry for entry in ours}
    captured = {entry.payment_id: entry for entry in theirs}
    for payment_id in sorted(known.keys() | captured.keys()):
        mine, other = known.get(payment_id), captured.get(payment_id)
        if other is None:
            differences.append(Difference(payment_id, "not on the provider's statement"))
        elif mine is None:
            differences.append(Difference(payment_id, "captured, but unknown to us"))
        elif (mine.amount, mine.currency) != (other.amount, other.currency):
            reason = f"{mine.amount} {mine.currency} here, {other.amount} {other.currency} there"
            differences.append(Difference(payment_id, reason))
    return differences


def duplicates(entries: list[Entry], side: str) -> list[Difference]:
    """Payments that a side lists more than once."""
    seen: set[str] = set()
    twice: list[str] = []
    for entry in entries:
        if entry.payment_id in seen and entry.payment_id not in twice:
            twice.append(entry.payment_id)
        seen.add(entry.payment_id)
    return [Difference(payment_id, f"listed twice in {side}") for payment_id in twice]


def main(arguments: list[str]) -> int:
    """Prints the differences."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], newline="") as ours, open(arguments[1], newline="") as theirs:
            differences = reconcile(read_statement(ours), read_statement(theirs))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for difference in differences:
        print(f"{difference.payment_id}: {difference.reason}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
