# SPDX-License-Identifier: MIT
"""The joining and the figures of the benchmarks, by hand."""
import unittest

import figures


def seen(on, key, width=100_000, off=None):
    """Times in ms, windows in ns."""
    half = width // 2
    off_ns = 0 if off is None else int(off * 1e6)
    return {"on_lo_ns": int(on * 1e6) - half, "on_hi_ns": int(on * 1e6) + half,
            "off_lo_ns": 0 if off is None else off_ns - half, "off_hi_ns": 0 if off is None else off_ns + half,
            "key_lo_ns": int(key * 1e6), "key_hi_ns": int(key * 1e6)}


def logged(onset, key, **more):
    return {"onset_ns": onset * 1e6, "key_ns": key * 1e6, "rt_ms": key - onset, **more}


class Figures(unittest.TestCase):
    def test_percentile_is_a_value_that_was_there(self):
        self.assertEqual(figures.percentile([5, 1, 4, 2, 3], 0.95), 5)
        self.assertEqual(figures.percentile(list(range(1, 21)), 0.95), 19)

    def test_robust_sd_ignores_one_wild_value(self):
        self.assertAlmostEqual(figures.robust_sd([1, 2, 3, 4, 1000]), 1.4826)

    def test_nothing_known_is_none(self):
        self.assertIsNone(figures.summary([]))
        self.assertIsNone(figures.summary([3.0])["sd"])
        self.assertIsNone(figures.share([None, None]))

    def test_an_error_is_what_was_logged_minus_what_was_true(self):
        trials, left_out = figures.joined([seen(1000, 1300)], [logged(1000.5, 1301)], 0)
        self.assertEqual(left_out, {"seen": 1, "logged": 1, "joined": 1, "window_too_wide": 0})
        self.assertAlmostEqual(trials[0]["rt_error"], 0.5)
        self.assertAlmostEqual(trials[0]["onset_error"], 0.5)
        self.assertAlmostEqual(trials[0]["key_error"], 1.0)
        self.assertAlmostEqual(trials[0]["truth_width"], 0.1)
        self.assertIsNone(trials[0]["exposure_error"])
        self.assertIsNone(trials[0]["rt_covered"])

    def test_a_trial_that_was_not_logged_takes_no_other_ones_place(self):
        trials, left_out = figures.joined(
            [seen(1000, 1300), seen(3000, 3400), seen(5000, 5300)],
            [logged(1000, 1300), logged(5000, 5300)], 0)
        self.assertEqual([round(one["true_rt"]) for one in trials], [300, 300])
        self.assertEqual(left_out["joined"], 2)

    def test_what_the_instrument_hardly_knows_is_left_out_and_counted(self):
        trials, left_out = figures.joined(
            [seen(1000, 1300), seen(3000, 3400, width=1_100_000)],
            [logged(1000, 1300), logged(3000, 3400)], 0)
        self.assertEqual(len(trials), 1)
        self.assertEqual(left_out["window_too_wide"], 1)

    def test_a_trial_without_a_press_is_not_joined(self):
        one = seen(1000, 0)
        self.assertEqual(figures.joined([one], [logged(1000, 1300)], 0)[0], [])

    def test_exposures_are_judged_by_pixels_and_by_flags(self):
        trials, _ = figures.joined(
            [seen(1000, 1300, off=1200), seen(3000, 3300, off=3217), seen(5000, 5300, off=5217), seen(7000, 7300, off=7217.5),
             seen(9000, 9300, off=9201)],
            [logged(1000, 1300, flagged=False), logged(3000, 3300, flagged=True), logged(5000, 5300, flagged=False),
             logged(7000, 7300, flagged=True), logged(9000, 9300, flagged=True)],
            200)
        out = figures.figures(trials, 1000 / 60)
        self.assertEqual(out["exposures_off_by_a_frame"], 3)
        self.assertEqual(out["of_these_not_flagged"], 1)
        self.assertEqual(out["flagged_though_right"], 1)
        self.assertAlmostEqual(out["exposure_error"]["median"], 17.0)

    def test_an_interval_covers_what_it_touches(self):
        bounds = {"rt_lo_ms": 299.0, "rt_hi_ms": 299.94, "onset_lo_ns": 1000.06e6, "onset_hi_ns": 1000.2e6}
        trials, _ = figures.joined([seen(1000, 1300)], [logged(1000, 1300, **bounds)], 0)
        self.assertFalse(trials[0]["rt_covered"])  # True lies in [299.95, 300.05].
        self.assertFalse(trials[0]["onset_covered"])  # True lies in [999.95, 1000.05].
        bounds["rt_hi_ms"] = 299.96
        bounds["onset_lo_ns"] = 1000.04e6
        trials, _ = figures.joined([seen(1000, 1300)], [logged(1000, 1300, **bounds)], 0)
        self.assertTrue(trials[0]["rt_covered"])
        self.assertTrue(trials[0]["onset_covered"])


if __name__ == "__main__":
    unittest.main()
