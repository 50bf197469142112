"""What the figures have to keep to, and which of them do."""
from dataclasses import dataclass
from .place import LEAN, OURS

# x of hand-written. What is counted repeats to within 1 %; what is timed does not.
CALL = [
    # figure, for people, over reqwest, over hyper, is more better?
    ("instructions", "instructions per call", 0.92, 0.68, False),
    ("allocations", "allocations per call", 0.85, 0.55, False),
    ("rate64x", "calls/s at 64 in flight, at least", 1.08, 1.35, True),
    ("resident", "resident memory a call, 10,000 in flight", 1.0, 0.85, False),
]
BUILD = [
    ("touch", "check after a touch, 100 endpoints", 1.0),
    ("check", "full check", 0.7),
    ("release", "release", 0.9),
    ("text", "text per endpoint", 0.55),
]
TEXT_BYTES, EXPANSION_MS, GROWTH, CRATES = 1530, 0.3, 1.1, 12


@dataclass
class Limit:
    """One figure and the most, or least, that it may be."""
    name: str
    value: float | None
    limit: float
    unit: str = "x"
    at_least: bool = False

    def is_kept(self):
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def row(self):
        digits = 0 if self.unit in ("B", "crates") else 2
        if self.value is None:
            return [self.name, "-", f"{self.limit:,.{digits}f}", "-"]
        shown = f"{self.value:,.{digits}f}{self.unit if self.unit == 'x' else ' ' + self.unit}"
        return [self.name, shown, f"{self.limit:,.{digits}f}", "yes" if self.is_kept() else "**no**"]


def of(figures):
    """Every limit, with what was measured."""
    found = []
    for client, column in (OURS, 2), (LEAN, 3):
        for key, name, *rest in CALL:
            value = figures.get("call", client, key) if key == "rate64x" else figures.ratio("call", client, key)
            found.append(Limit(f"{client}: {name}", value, rest[column - 2], at_least=rest[2]))
    found += [Limit(name, figures.build_ratio(OURS, 100, key), limit) for key, name, limit in BUILD]
    expansion = figures.per_endpoint(OURS, 100, "expansion")
    few, many = (figures.per_endpoint(OURS, n, "check") for n in (100, 500))
    crates = figures.get("tree", OURS, "more")
    return found + [
        Limit("text per endpoint", figures.growth(OURS, 100, "text"), TEXT_BYTES, "B"),
        Limit("expansion alone, an endpoint", expansion and expansion * 1000, EXPANSION_MS, "ms"),
        Limit("full check, an endpoint of 500 to one of 100", many / few if few and many else None, GROWTH),
        Limit("crates beyond reqwest, serde_json, tokio", None if crates is None else len(crates), CRATES, "crates"),
    ]
