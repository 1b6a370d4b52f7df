# SPDX-License-Identifier: MIT
"""Benchmarks: what a program logged, joined to what the instrument saw, and the figures of it."""
import math
import statistics

NS_PER_MS = 1e6
SAME_TRIAL_NS = 150e6  # A log's onset this near to the pixels' is of the same trial.
WIDEST_TRUTH_MS = 1.0  # Trials that the instrument knows worse are left out, and counted.


def percentile(values, share):
    """The smallest value that at least `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def robust_sd(values):
    middle = statistics.median(values)
    return 1.4826 * statistics.median(abs(value - middle) for value in values)


def summary(values):
    """None where nothing is known; never 0 for want of data."""
    if not values:
        return None
    return {
        "n": len(values),
        "median": statistics.median(values),
        "mean": statistics.fmean(values),
        "sd": statistics.stdev(values) if len(values) > 1 else None,
        "robust_sd": robust_sd(values) if len(values) > 1 else None,
        "p95_abs": percentile([abs(value) for value in values], 0.95),
    }


def truth_width_ms(seen):
    """How badly the instrument knows the time from onset to press."""
    return (seen["on_hi_ns"] - seen["on_lo_ns"] + seen["key_hi_ns"] - seen["key_lo_ns"]) / NS_PER_MS


def join(seen, logged):
    """Pairs of what was seen and what was logged, by the nearest onset; each is used once."""
    pairs, free = [], sorted(logged, key=lambda one: one["onset_ns"])
    for one in seen:
        onset = (one["on_lo_ns"] + one["on_hi_ns"]) / 2
        nearest = min(free, key=lambda log: abs(log["onset_ns"] - onset), default=None)
        if nearest is not None and abs(nearest["onset_ns"] - onset) < SAME_TRIAL_NS:
            pairs.append((one, nearest))
            free.remove(nearest)
    return pairs


def overlap(low, high, other_low, other_high):
    return low <= other_high and other_low <= high


def trial(seen, log, duration_ms):
    """One joined trial in ms; None where the program or the instrument did not say."""
    onset = (seen["on_lo_ns"] + seen["on_hi_ns"]) / 2
    key = (seen["key_lo_ns"] + seen["key_hi_ns"]) / 2
    true_rt = (key - onset) / NS_PER_MS
    out = {
        "true_rt": true_rt,
        "truth_width": truth_width_ms(seen),
        "onset_width": (seen["on_hi_ns"] - seen["on_lo_ns"]) / NS_PER_MS,
        "rt_error": log["rt_ms"] - true_rt,
        "onset_error": (log["onset_ns"] - onset) / NS_PER_MS,
        "key_error": (log["key_ns"] - key) / NS_PER_MS,
        "grade": log.get("grade"),
        "exposure_error": None,
        "exposure_width": None,
        "rt_covered": None,
        "onset_covered": None,
        "flagged": log.get("flagged"),
    }
    if duration_ms > 0 and seen["off_lo_ns"] > 0:
        off = (seen["off_lo_ns"] + seen["off_hi_ns"]) / 2
        out["exposure_error"] = (off - onset) / NS_PER_MS - duration_ms
        out["exposure_width"] = (seen["off_hi_ns"] - seen["off_lo_ns"]) / NS_PER_MS + out["onset_width"]
    if log.get("rt_lo_ms") is not None:
        least = (seen["key_lo_ns"] - seen["on_hi_ns"]) / NS_PER_MS
        most = (seen["key_hi_ns"] - seen["on_lo_ns"]) / NS_PER_MS
        out["rt_covered"] = overlap(log["rt_lo_ms"], log["rt_hi_ms"], least, most)
        out["onset_covered"] = overlap(
            log["onset_lo_ns"], log["onset_hi_ns"], seen["on_lo_ns"], seen["on_hi_ns"])
    return out


def joined(seen, logged, duration_ms):
    """(trials used, how many were left out and why)."""
    usable = [one for one in seen if one["key_lo_ns"] > 0]
    pairs = join(usable, [log for log in logged if log["rt_ms"] is not None])
    trials = [trial(one, log, duration_ms) for one, log in pairs]
    sharp = [one for one in trials if one["truth_width"] <= WIDEST_TRUTH_MS]
    return sharp, {"seen": len(seen), "logged": len(logged), "joined": len(pairs),
                   "window_too_wide": len(trials) - len(sharp)}


def share(flags):
    known = [flag for flag in flags if flag is not None]
    return sum(known) / len(known) if known else None


def flagged_though_right(exposures, wrong):
    told = [one for one in exposures if one["flagged"] is not None]
    return sum(1 for one in told if one["flagged"] and one not in wrong) if told else None


def figures(trials, frame_ms):
    """Everything that is printed, of the trials of one subject under one condition."""
    def known(name):
        return [one[name] for one in trials if one[name] is not None]
    exposures = [one for one in trials if one["exposure_error"] is not None
                 and one["exposure_width"] <= WIDEST_TRUTH_MS]
    wrong = [one for one in exposures if abs(one["exposure_error"]) > frame_ms / 2]
    grades = sorted({one["grade"] for one in trials if one["grade"]})
    return {
        "rt_error": summary(known("rt_error")),
        "onset_error": summary(known("onset_error")),
        "key_error": summary(known("key_error")),
        "exposure_error": summary([one["exposure_error"] for one in exposures]),
        "exposures_off_by_a_frame": len(wrong) if exposures else None,
        "of_these_not_flagged": sum(1 for one in wrong if not one["flagged"]) if exposures else None,
        "flagged_though_right": flagged_though_right(exposures, wrong),
        "rt_covered": share([one["rt_covered"] for one in trials]),
        "onset_covered": share([one["onset_covered"] for one in trials]),
        "instrument_width": summary(known("truth_width")),
        "grades": {grade: sum(1 for one in trials if one["grade"] == grade) for grade in grades},
    }


def p95_from(trials, centre):
    """p95 of the distance of the RT error from `centre`: what is left after a constant is taken off."""
    return percentile([abs(one["rt_error"] - centre) for one in trials], 0.95) if trials else None
