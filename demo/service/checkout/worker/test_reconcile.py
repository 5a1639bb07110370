import unittest

from reconcile import reconcile
from statement import Entry, read_statement


class Reconcile(unittest.TestCase):
    def test_the_same_on_both_sides(self):
        entries = [Entry("p1", 1190, "EUR"), Entry("p2", 500, "EUR")]
        self.assertEqual(reconcile(entries, list(reversed(entries))), [])

    def test_every_kind_of_difference(self):
        ours = [Entry("p1", 1190, "EUR"), Entry("p2", 500, "EUR"), Entry("p2", 500, "EUR")]
        theirs = [Entry("p1", 1191, "EUR"), Entry("p3", 20, "EUR")]
        reasons = {difference.payment_id: difference.reason for difference in reconcile(ours, theirs)}
        self.assertEqual(reasons["p1"], "1190 EUR here, 1191 EUR there")
        self.assertEqual(reasons["p2"], "not on the provider's statement")
        self.assertEqual(reasons["p3"], "captured, but unknown to us")

    def test_a_payment_listed_twice(self):
        twice = [Entry("p1", 1, "EUR"), Entry("p1", 1, "EUR")]
        self.assertEqual(reconcile(twice, twice[:1])[0].reason, "listed twice in ours")


class Statement(unittest.TestCase):
    def test_reads_rows(self):
        rows = ["payment_id,amount,currency\n", "p1,1190,eur\n"]
        self.assertEqual(read_statement(rows), [Entry("p1", 1190, "EUR")])

    def test_names_the_line_it_cannot_read(self):
        with self.assertRaisesRegex(ValueError, "line 2"):
            read_statement(["payment_id,amount,currency\n", "p1,many,EUR\n"])


if __name__ == "__main__":
    unittest.main()
