"""Prints the vectors of the sampler, with decimals of 120 digits instead of whole numbers: `python3 makeVectors.py > sampleVectors.json`."""
import hashlib
import json
from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 120
SPACE = [
    ("rate", "log", "0.0001", "1"),
    ("tiny", "log", "1e-30", "1e30"),
    ("near", "log", "0.999", "1"),
    ("share", "float", "0", "1"),
    ("off", "float", "-12.5", "3e7"),
    ("hidden", "integer", 2, 16),
    ("wide", "integer", -(2**31), 2**31),
    ("kind", "choice", ["a", "b", "c"], None),
]


def word(seed, trial, name):
    text = seed + trial.to_bytes(4, "little") + b"parameter " + name.encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "little")


def rounded(value):
    return float(value.quantize(Decimal(1).scaleb(value.adjusted() - 11), rounding=ROUND_HALF_UP))


def sampled(kind, first, last, k):
    if kind == "log":
        ratio = Decimal(last) / Decimal(first)
        return rounded(Decimal(first) * (ratio.ln() * Decimal(k >> 32) / Decimal(2**32)).exp())
    if kind == "float":
        return rounded(Decimal(first) + (Decimal(last) - Decimal(first)) * Decimal(k) / Decimal(2**64))
    if kind == "integer":
        return first + (k * (last - first + 1) >> 64)
    return first[k * len(first) >> 64]


def line(name, kind, first, last):
    return f"{name}: choice {', '.join(first)}" if kind == "choice" else f"{name}: {kind} {first} to {last}"


def main():
    trials = [(byte, trial) for byte in (0, 7, 255) for trial in (0, 1, 255, 16_383)]
    rows = [
        {"seed": f"0x{bytes([byte] * 32).hex()}", "trial": trial, "values": [sampled(kind, first, last, word(bytes([byte] * 32), trial, name)) for name, kind, first, last in SPACE]}
        for byte, trial in trials
    ]
    print(json.dumps({"space": "\n".join(line(*one) for one in SPACE), "rows": rows}, indent=1))


main()
