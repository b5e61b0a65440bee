"""What counts as right."""

import unittest

from reader import score
from reader.form import KEYS, LISTS


def answer(**values):
    return {key: values.get(key, [] if key in LISTS else "") for key in KEYS}


class Score(unittest.TestCase):
    def test_spelling_that_does_not_matter_is_forgiven(self):
        self.assertEqual(1, score.credit("title", "Cook – “Head”", 'cook - "head".'))
        self.assertEqual(0, score.credit("title", "Cook", "Head Cook"))

    def test_words_and_constants_of_a_closed_field_are_the_same(self):
        self.assertEqual(1, score.credit("type", "FULL_TIME", "full-time"))
        self.assertEqual(1, score.credit("seniority", "MID_SENIOR", "lead"))
        self.assertEqual(0, score.credit("seniority", "", "mid"))

    def test_pay_is_right_if_its_amounts_are(self):
        for said, label in (
            ("48522 - 77635", "$48,522 - $77,635 a year"),
            ("36000 - 65000", "$36K-$65K (Glassdoor est.)"),
            ("400", "€400/day"),
            ("10.05 - 19.25", "$10.05 to $19.25"),
            ("45000 - 55000", "45.000 – 55.000 €"),
        ):
            with self.subTest(label=label):
                self.assertEqual(1, score.credit("salary", said, label))
        self.assertEqual(0, score.credit("salary", "20", "$30/hour"))

    def test_a_day_is_right_in_any_spelling(self):
        for said, label in (
            ("2026-03-05", "March 5, 2026"),
            ("2026-03-05", "5. März 2026"),
            ("2018-06-25", "6/25/2018"),
            ("2025-12-26", "6 days ago"),
            ("2025-12-18", "il y a 2 semaines"),
            ("2025-11-01", "2 months ago"),
            ("2025-12-31", "Gestern"),
            ("2026-06-12", "12 juin 2026"),
            ("2026-01-01", "14 hours ago"),
        ):
            with self.subTest(label=label):
                self.assertEqual(1, score.credit("date_posted", said, label))
        for said, label in (("2026-05-06", "05/06/2026"), ("2025-12-02", "30+ days ago"), ("", "today"), ("2026-01-01", "9999999 days ago"), ("2026-05-01", "mai mai 2026")):
            with self.subTest(label=label):
                self.assertEqual(0, score.credit("date_posted", said, label))

    def test_an_industry_in_the_words_of_a_page_is_the_one_it_stands_for(self):
        found = score.from_findings({"industry": {"value": "Hospital & Health Care"}})
        self.assertEqual("Healthcare", found["industry"])
        found = score.from_findings({"industry": {"value": "Zylophones"}})
        self.assertEqual("Zylophones", found["industry"])

    def test_a_day_that_the_posting_has_not_is_found(self):
        text = "Posted 6 days ago, on June 5, 2026"
        self.assertEqual([], score.absent(text, answer(date_posted="2025-12-26")))
        self.assertEqual([], score.absent(text, answer(date_posted="2026-06-05")))
        self.assertEqual(["date_posted"], score.absent(text, answer(date_posted="2026-06-06")))

    def test_lists_get_the_f1_of_their_items(self):
        self.assertAlmostEqual(0.5, score.credit("skills", ["SQL", "Go"], ["sql", "Java"]))
        self.assertEqual(1, score.credit("tags", [], []))

    def test_a_broken_answer_keeps_what_was_whole(self):
        got, whole = score.parsed('{"title":" Cook","company":" A \\"B\\"","skills":[" x","')
        self.assertFalse(whole)
        self.assertEqual("Cook", got["title"])

    def test_a_value_that_the_posting_has_not_is_found(self):
        got = answer(title="Cook", company="Nobody")
        self.assertEqual(["company"], score.absent("A cook is wanted", got))

    def test_an_interval_holds_the_mean(self):
        low, high = score.interval([0.0, 1.0, 1.0, 1.0] * 10)
        self.assertTrue(low < 0.75 < high)


if __name__ == "__main__":
    unittest.main()
