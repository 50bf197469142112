"""The figures as a page."""
import os
import re
import subprocess
import time
from . import limits
from .place import BASELINE, CLIENTS, LEAN, OURS, ROOT

REMARKS = "## Remarks"                # what stands from here on is written by hand, and kept


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines) + "\n"


def number(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def machine():
    model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
    memory = int(re.search(r"MemTotal:\s*(\d+)", open("/proc/meminfo").read()).group(1)) // 2**20
    return (f"{os.cpu_count()} cores of {model.group(1) if model else 'an unknown processor'}, {memory} GB, "
            f"{os.uname().sysname} {os.uname().release.split('-')[0]}, no TLS, loopback, server and client on a core each")


def versions():
    lock = (ROOT / "Cargo.lock").read_text()
    found = dict(re.findall(r'name = "(\S+)"\nversion = "(\S+)"', lock))      # the highest of each
    names = ["reqwest", "hyper", "hyper-util", "tokio", "serde_json", "reqwest-retry", "progenitor", "retrofit-rs",
             "clientix", "feignhttp", "restcrab", "retroqwest"]
    return ", ".join([f"perspio {said('git', 'rev-parse', '--short', 'HEAD')}", said("rustc", "-V"),
                      *(f"{name} {found[name]}" for name in names if name in found), said("valgrind", "--version")])


class Page:
    def __init__(self, figures):
        self.figures = figures

    def limits(self):
        return table(["x of hand-written", "measured", "limit", "reached"], [limit.row() for limit in limits.of(self.figures)])

    def calls(self):
        rows = []
        for name in CLIENTS:
            if name not in self.figures.all.get("call", {}):
                continue
            row = [f"**{name}**" if name in (OURS, LEAN) else name]
            for key, digits in ("instructions", 0), ("allocations", 1), ("bytes", 0), ("resident", 0):
                row += [number(self.figures.get("call", name, key), digits),
                        number(self.figures.ratio("call", name, key), 2)]
            for workers in 1, 64:
                spread = self.figures.get("call", name, f"rate{workers}spread")
                row += [number(self.figures.get("call", name, f"rate{workers}x"), 2)
                        + (f" ({spread[0]:.2f} - {spread[1]:.2f})" if spread else "")]
            rows.append(row)
        return table(["client", "instructions", "x", "allocations", "x", "bytes", "x", "resident, 10,000 in flight", "x",
                      "calls/s, 1 in flight, x", "64 in flight, x"], rows)

    def builds(self):
        keys = [("touch", "check after a touch, s"), ("check", "full check, s"), ("edit", "build after an edit, s"),
                ("release", "release, s"), ("text", "text, B an endpoint"), ("expansion", "expansion, ms an endpoint")]
        rows = []
        for name in self.figures.all.get("build", {}):
            kind, n = name.rsplit("-", 1)
            if kind == "null":
                continue
            row = [f"**{name}**" if kind == OURS else name]
            for key, _ in keys:
                value = (self.figures.growth if key == "text" else self.figures.per_endpoint)(kind, int(n), key)
                if key == "expansion":
                    row.append(number(value and value * 1000, 2))
                    continue
                ratio = self.figures.build_ratio(kind, int(n), key)
                shown = value if key == "text" or value is None else value * int(n)
                row.append(f"{number(shown, 0 if key == 'text' else 2)}, {number(ratio, 2)}x")
            rows.append(row)
        return table(["crate - endpoints", *(title for _, title in keys)], rows)

    def groups(self):
        shown = self.figures.all.get("groups", {})
        names = sorted({group for one in shown.values() for group in one}, key=lambda g: -shown[OURS].get(g, 0))
        rows = [[group, *(number(one.get(group, 0)) for one in shown.values())] for group in names]
        rows.append(["together", *(number(sum(one.values())) for one in shown.values())])
        return table(["instructions of one call", *shown], rows)

    def hot(self):
        text = ""
        titles = {"by file": "in our source, by file, without what it calls",
                  "calls": "what our source calls that is not ours, with all below it",
                  "self": "our functions, without what they call",
                  "inclusive": "our functions, with what they call"}
        for key, title in titles.items():
            rows = sorted(self.figures.all.get("hot", {}).get(key, {}).items(), key=lambda pair: -pair[1])
            text += table([title, "instructions"], [[f"`{name}`", number(cost)] for name, cost in rows])
        return text

    def text(self, how):
        page = (f"# Results\n\nWritten by `benches/run{how}` on {time.strftime('%Y-%m-%d')}; how to read them is in "
                f"`README.md`. Every ratio is to `{BASELINE}`: what a careful user writes by hand.\n\n"
                f"{machine()}.\n\n{versions()}.\n\n## Against the limits\n\n{self.limits()}")
        page += f"## One call\n\n{self.calls()}"
        page += ("## Compiling\n\nThe harness is subtracted: the same crate with empty endpoints. Text is what each endpoint "
                 "adds from 10 to so many, harness included. "
                 f"Ratios are to the same number of hand-written functions.\n\n{self.builds()}")
        if "groups" in self.figures.all:
            page += f"## Where the instructions go\n\n{self.groups()}{self.hot()}"
        return page


def remarks():
    """The part of the page that was written by hand."""
    page = ROOT / "RESULTS.md"
    text = page.read_text() if page.exists() else ""
    return text[text.index(REMARKS):] if REMARKS in text else f"{REMARKS}\n\nNone yet.\n"


def write(figures, how):
    (ROOT / "RESULTS.md").write_text(Page(figures).text(how) + remarks())
