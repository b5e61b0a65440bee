"""The generator's labels are exact, and a seed makes the same posting again."""

import random
import re
import unittest

from reader import rules
from reader.form import KEYS, LISTS, QUOTED
from reader.industries import _PATTERNS
from reader.posting import posting
from reader.score import KINDS, LEVELS

COUNT = 250


def made(number: int):
    chance = random.Random(f"test-{number}")
    return posting(chance, chance.randint(200, 2500))


class Postings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.postings = [made(number) for number in range(COUNT)]

    def test_every_quoted_label_stands_in_the_text(self):
        for number, (text, label) in enumerate(self.postings):
            flat = " ".join(text.split())
            for key in QUOTED:
                with self.subTest(number=number, key=key):
                    self.assertIn(" ".join(label[key].split()), flat)

    def test_closed_fields_hold_known_words(self):
        industries = {name for name, _ in _PATTERNS} | {"Other", "", None}
        for _, label in self.postings:
            self.assertIn(label["type"], {*KINDS, ""})
            self.assertIn(label["seniority"], {*LEVELS, ""})
            self.assertIn(label["industry"], industries)
            self.assertLessEqual(set(label["skills"]), set(rules.skill_names()))
            self.assertLessEqual(set(label["tags"]), set(rules.tag_names()))

    def test_a_seed_makes_the_same_posting_again(self):
        for number in range(20):
            self.assertEqual(self.postings[number], made(number))

    def test_every_field_is_missing_now_and_then_and_there_now_and_then(self):
        for key in KEYS:
            known = sum(bool(label[key]) for _, label in self.postings)
            least = 1 if key in ("title", *LISTS) else COUNT // 50
            with self.subTest(key=key):
                self.assertGreater(known, COUNT // 10)
                self.assertGreaterEqual(COUNT - known, least if key != "title" else 0)

    def test_the_languages_are_all_there(self):
        self.assertEqual(
            {"en", "de", "fr", "es", "nl"}, {label["language"] for _, label in self.postings}
        )

    def test_nothing_of_the_grammar_is_left_unwritten(self):
        for text, _ in self.postings:
            self.assertNotRegex(text, r"\{(company|title|location|n|skill|other\w+)\}")

    def test_heads_are_as_good_as_never_alike(self):
        shapes = set()
        for text, label in self.postings:
            for key in ("title", "company", "location"):
                if label[key]:
                    text = text.replace(label[key], key.upper())
            shapes.add(re.sub(r"[a-z0-9]+", "", text[:160]))
        self.assertGreater(len(shapes), COUNT * 0.95)


class Rules(unittest.TestCase):
    def test_a_word_in_the_title_tells_the_level(self):
        for title, level in (
            ("Senior Data Engineer", "senior"),
            ("Praktikant Marketing", "intern"),
            ("Head of Sales", "director"),
            ("Staff Nurse", ""),
            ("Chef de rang", ""),
            ("Data Analyst", ""),
        ):
            with self.subTest(title=title):
                self.assertEqual(level, rules.level_of_title(title))

    def test_years_of_the_company_are_no_years_asked_for(self):
        self.assertEqual("", rules.level_of_years("For over 12 years we have built ships."))
        self.assertEqual("senior", rules.level_of_years("About us\n6+ years of Java"))

    def test_skills_come_in_the_order_of_the_text_and_by_one_name(self):
        self.assertEqual(
            ["Kubernetes", "Go", "SQL"], rules.skills("k8s and Golang, also SQL. Let's go!")
        )


if __name__ == "__main__":
    unittest.main()
