"""How a model's probabilities are read."""

import unittest

import numpy as np

from reader import calibrate


class Calibrate(unittest.TestCase):
    def made(self, intercept, slope, count=4000):
        chance = np.random.default_rng(7)
        p = chance.uniform(0.05, 0.999, count)
        sure = calibrate.sigmoid(intercept + slope * calibrate.logit(p))
        return p, (chance.uniform(size=count) < sure).astype(float)

    def test_the_truth_is_found(self):
        for intercept, slope in ((0, 1), (-1, 0.5), (0.7, 1.4)):
            with self.subTest(intercept=intercept, slope=slope):
                found = calibrate.fit(*self.made(intercept, slope))
                self.assertAlmostEqual(found[0], intercept, delta=0.15)
                self.assertAlmostEqual(found[1], slope, delta=0.12)

    def test_a_model_that_is_much_too_sure_is_read_right(self):
        chance = np.random.default_rng(3)
        for share in (0.5, 0.7, 0.9, 0.97):
            with self.subTest(share=share):
                p = calibrate.sigmoid(chance.normal(6, 2, 400))
                right = (chance.uniform(size=400) < share).astype(float)
                intercept, slope = calibrate.fit(p, right)
                sure = calibrate.sigmoid(intercept + slope * calibrate.logit(p))
                self.assertAlmostEqual(sure.mean(), right.mean(), delta=0.03)
                self.assertTrue(0 < slope < 0.5)

    def test_only_values_that_are_shown_count(self):
        postings = [{"label": {key: "x" for key in calibrate.KEYS}}] * 3
        whole = "{" + ",".join(
            f'"{key}":[]' if key in calibrate.LISTS else f'"{key}":" {"x" if key == "title" else ""}"'
            for key in calibrate.KEYS
        ) + "}"
        lines = [
            {"answer": whole, "confidence": {"title": 0.7, "company": 0.9}},
            {"answer": whole[:-1], "confidence": {"title": 0.7}},
            {"answer": whole, "confidence": {}},
        ]
        found = calibrate.answers(postings, lines)
        self.assertEqual({key: p.tolist() for key, (p, _) in found.items()}, {"title": [0.7]})
        with self.assertRaises(ValueError):
            calibrate.answers(postings, lines[:2])

    def test_what_is_always_right_or_too_rare_stays_in_bounds(self):
        for right in (np.ones(5), np.zeros(5)):
            intercept, slope = calibrate.fit(np.full(5, 0.9), right)
            self.assertTrue(abs(intercept) < 5 and 0 < slope < 5)

    def test_the_error_falls(self):
        p, right = self.made(-1.5, 0.5)
        intercept, slope = calibrate.fit(p, right)
        after = calibrate.sigmoid(intercept + slope * calibrate.logit(p))
        self.assertGreater(calibrate.error(p, right), 0.15)
        self.assertLess(calibrate.error(after, right), 0.03)

    def test_a_list_is_right_if_all_its_items_are(self):
        self.assertTrue(calibrate.is_right("skills", ["sql"], ["SQL", "Java"]))
        self.assertFalse(calibrate.is_right("skills", ["SQL", "Go"], ["SQL", "Java"]))
        self.assertTrue(calibrate.is_right("title", "Cook.", "cook"))


if __name__ == "__main__":
    unittest.main()
