# SPDX-License-Identifier: MIT
# An evaluator of expressions that shares nothing with the program's: reads one per line, as Python
# writes them, and prints the values one per line.
import math
import sys


def both(f):
    """NA when either side is."""
    return lambda a, b: None if a is None or b is None else f(a, b)


def finite(x):
    return x if x is not None and math.isfinite(x) else None


def and3(a, b):
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def or3(a, b):
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


def equal(a, b):
    if a is None or b is None:
        return None
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return False
        result = True
        for x, y in zip(a, b):
            result = and3(result, equal(x, y))
        return result
    return a == b


def within(a, items):
    result = False
    for item in items:
        result = or3(result, equal(a, item))
    return result


def numbers(items, f):
    return None if any(x is None for x in items) else f(items)


def rounded(x):
    return None if x is None else math.copysign(math.floor(abs(x) + 0.5), x)


def one(f):
    return lambda x: None if x is None else f(x)


def pick(items, index):
    if index is None or index != int(index) or not 1 <= index <= len(items):
        return None
    return items[int(index) - 1]


NAMES = {
    "true": True, "false": False, "NA": None,
    "and3": and3, "or3": or3, "not3": one(lambda x: not x),
    "equal": equal, "unequal": lambda a, b: one(lambda x: not x)(equal(a, b)),
    "less": both(lambda a, b: a < b), "less_equal": both(lambda a, b: a <= b),
    "greater": both(lambda a, b: a > b), "greater_equal": both(lambda a, b: a >= b),
    "add": both(lambda a, b: a + b), "sub": both(lambda a, b: a - b),
    "mul": both(lambda a, b: a * b),
    "div": both(lambda a, b: None if b == 0 else a / b),
    "mod": both(lambda a, b: None if b == 0 else a % b),
    "neg": one(lambda x: -x), "within": within,
    "IF": lambda c, a, b: a if c is True else b,
    "ABS": one(abs), "ROUND": rounded, "FLOOR": one(math.floor), "CEIL": one(math.ceil),
    "SQRT": one(lambda x: math.sqrt(x) if x >= 0 else None),
    "MIN": lambda *x: numbers(x, min), "MAX": lambda *x: numbers(x, max),
    "SUM": lambda x: numbers(x, sum),
    "MEAN": lambda x: numbers(x, lambda y: sum(y) / len(y)),
    "COUNT": lambda x: sum(y is not None for y in x),
    "LEN": one(len), "UPPER": one(str.upper), "LOWER": one(str.lower),
    "CONTAINS": both(lambda a, b: b in a),
    "IS_NA": lambda x: x is None, "OR_ELSE": lambda a, b: b if a is None else a, "PICK": pick,
}


def written(value):
    if value is None:
        return "NA"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value
    return "#" + float(value + 0.0).hex()


for line in sys.stdin.read().splitlines():
    print(written(eval(line, {"__builtins__": {}}, NAMES)))
