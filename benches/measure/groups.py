"""Where the instructions of one call go, by group of functions and by function of ours."""
import collections
import re
from . import place

CALLS = 500
GROUPS = [                            # the first whose pattern is found in the function's name
    ("allocator", r"^(_int_|malloc|free|realloc|calloc|unlink_chunk|tcache|sysmalloc|__rust|_R.*___rust)|__rust_|Counting"),
    ("copies and comparisons", r"^(__)?(mem(cpy|cmp|move|set)|bcmp)"),
    ("ours", r"perspio_runtime|client_perspio"),
    ("JSON and the types", r"serde|models::|from_utf8"),
    ("URLs", r"\burl::|\bidna|form_urlencoded|percent_encoding"),
    ("reqwest and tower", r"\breqwest::|\btower|pin_project"),
    ("hyper", r"\bhyper(_util)?::|\bhttparse|\bh2::|\bwant::"),
    ("http: heads and URIs", r"\bhttp::|\bhttp_body|\bbytes::"),
    ("tokio", r"\btokio|\bmio::|\bslab::"),
    ("tracing", r"\btracing"),
    ("hashing", r"hash"),
    ("formatting", r"\bfmt\b"),
]


class Profile:
    """A callgrind file: per function, and per file of ours, what one call costs."""

    def __init__(self, path):
        self.names, self.files = {}, {}
        self.self = collections.Counter()
        self.inclusive = collections.Counter()
        self.lines = collections.Counter()        # by file and line, inlined code included
        self.edges = collections.Counter()        # by file and line of a call, and the function called
        self.read(path)

    def named(self, table, match):
        number, name = match
        if name:
            table[number] = name
        return number

    def read(self, path):
        function = file = callee = None
        called, line = False, 0
        for text in open(path, errors="replace"):
            text = text.rstrip("\n")
            if match := re.match(r"(c?fn|fl|fi|fe|cfi|cfl)=\((\d+)\)(?: (.*))?$", text):
                kind, *rest = match.groups()
                if kind in ("fn", "cfn"):
                    number = self.named(self.names, rest)
                    function, callee = (number, None) if kind == "fn" else (function, number)
                else:
                    number = self.named(self.files, rest)
                    file = number if kind in ("fl", "fi", "fe") else file
            elif text.startswith("calls="):
                called = True
            elif function and (match := re.match(r"(\*|[+-]?\d+)(?: (\d+))?$", text)):
                place_, cost = match.groups()
                line = line if place_ == "*" else int(place_) + (line if place_[0] in "+-" else 0)
                cost = int(cost or 0) / CALLS
                self.inclusive[function] += cost
                if called:
                    self.edges[file, line, callee] += cost
                else:
                    self.self[function] += cost
                    self.lines[file, line] += cost
                called = False

    def by_name(self, counter):
        """Recursion counts as one."""
        named = collections.Counter()
        for number, cost in counter.items():
            named[re.sub(r"'\d+$", "", self.names[number])] += cost
        return named

    def groups(self):
        found = collections.Counter()
        for name, cost in self.by_name(self.self).items():
            found[next((group for group, pattern in GROUPS if re.search(pattern, name)), "the rest")] += cost
        return found

    def ours(self, counter, most):
        named = self.by_name(counter)
        mine = [(name, cost) for name, cost in named.items() if re.search(r"perspio_runtime", name)]
        return sorted(mine, key=lambda pair: -pair[1])[:most]

    def calls_from_us(self):
        """What is called from our source, and is not ours, with all that it calls in turn."""
        found = collections.Counter()
        for (file, line, callee), cost in self.edges.items():
            match = re.search(r"perspio-runtime/src/(\S+)", self.files.get(file, ""))
            if match and not re.search(r"perspio_runtime", self.names[callee]):
                found[f"{match.group(1)}:{line} -> {short(self.names[callee])}"] += cost
        return found

    def our_files(self):
        found = collections.Counter()
        for (file, _), cost in self.lines.items():
            if match := re.search(r"perspio-runtime/src/(\S+)", self.files.get(file, "")):
                found[match.group(1)] += cost
        return found


def profile(name):
    out = place.TARGET / f"callgrind.{name}"
    with place.server("--delay-ms", 3) as (base, _):
        place.capture([*place.pinned(0), "valgrind", "--tool=callgrind", "--toggle-collect=bench_measured",
                       f"--callgrind-out-file={out}", place.client(name), "calls", base, CALLS])
    return Profile(out)


def short(name):
    """A function's name without the types that it was made for."""
    name = name.replace("perspio_runtime::", "").replace("{closure#0}", "{..}").replace("{{closure}}", "{..}")
    return name if len(name) < 100 else name[:97] + "..."


def measure(figures, names):
    for kind in "groups", "hot":
        figures.all.pop(kind, None)
    for name in names:
        print("profile of", name, flush=True)
        read = profile(name)
        figures.put("groups", name, **read.groups())
        if name == place.OURS:
            figures.put("hot", "by file", **dict(read.our_files().most_common(12)))
            figures.put("hot", "calls", **dict(read.calls_from_us().most_common(15)))
            figures.put("hot", "self", **{short(n): c for n, c in read.ours(read.self, 15)})
            figures.put("hot", "inclusive", **{short(n): c for n, c in read.ours(read.inclusive, 15)})
