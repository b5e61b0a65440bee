"""Tokens come back as the text they were, and the answer's form is JSON."""

import json
import random
import unittest

from reader import score
from reader.form import KEYS, SPECIAL, answer, quoted, spaced
from reader.grammar import DATA
from reader.posting import posting
from reader.tokens import Tokenizer, learn, pre_tokenizer


class Tokens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = Tokenizer.load(DATA / "tokenizer.json")

    def test_any_text_comes_back_as_it_was(self):
        for text in ("", " Été 8400 “x”\n\n\ty  ", "日本語 🎉\r\n", "a\u0301 ² ½ _x_", "  don't  "):
            self.assertEqual(text, self.words.decode(self.words.encode(text)))

    def test_postings_come_back_as_they_were(self):
        for number in range(30):
            text = spaced(posting(random.Random(number), 800)[0])
            self.assertEqual(text, self.words.decode(self.words.encode(text)))

    def test_no_text_is_read_as_a_special_token(self):
        for text in (*SPECIAL, '{"title":" x","company":" y"}<|end|>'):
            self.assertGreaterEqual(min(self.words.encode(text)), len(SPECIAL))

    def test_no_token_is_there_twice(self):
        self.assertEqual(len(self.words.tokens), len(set(self.words.tokens)))

    def test_digits_stand_alone(self):
        tokens = [self.words.tokens[n] for n in self.words.encode(" 120,500")]
        self.assertEqual(["Ġ", "1", "2", "0", ",", "5", "0", "0"], tokens)

    def test_a_value_has_the_tokens_that_it_has_at_a_lines_begin(self):
        line = self.words.encode(spaced("x\nSenior Engineer (m/w/d)"))
        value = self.words.encode(quoted("Senior Engineer (m/w/d)"))
        self.assertEqual(value, line[-len(value) :])

    def test_words_are_cut_as_gpt_2_cuts_them(self):
        self.assertEqual(
            [" It", "'s", " 12", " ½", "  ", " a", "…", "\n \n", " b"],
            pre_tokenizer().findall(" It's 12 ½   a…\n \n b"),
        )

    def test_the_most_frequent_pair_is_learnt_first(self):
        self.assertEqual([("a", "b"), ("ab", "c")], learn(["abcabcab"], 2))


class Form(unittest.TestCase):
    def setUp(self):
        self.labels = {key: "" for key in KEYS}
        self.labels |= {"title": 'The "best" \\ job', "skills": ["SQL", "Go"], "tags": []}

    def text(self, keys=None):
        parts = [part for part, _ in answer(self.labels, keys)]
        assert parts[-1] == SPECIAL.index("<|end|>")
        return "".join(SPECIAL[p] if isinstance(p, int) else p for p in parts[:-1])

    def test_the_whole_answer_is_json_with_all_keys_in_order(self):
        self.assertEqual(list(KEYS), list(json.loads(self.text())))

    def test_the_values_come_back(self):
        got, whole = score.parsed(self.text())
        self.assertTrue(whole)
        self.assertEqual(self.labels, got)

    def test_any_keys_in_order_make_json(self):
        chance = random.Random(4)
        for _ in range(50):
            keys = sorted(chance.sample(KEYS, chance.randint(1, 11)), key=KEYS.index)
            self.assertEqual(keys, list(json.loads(self.text(keys))))


if __name__ == "__main__":
    unittest.main()
