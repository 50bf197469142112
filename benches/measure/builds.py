"""The cost of compiling many endpoints, everything below them already built."""
import json
import os
import re
import statistics
import time
from . import crates, place

TARGET = crates.WORKSPACE / "target"
# What is run for each figure, and whether it may use what an earlier run left.
MODES = {
    "touch": (["check"], "1"),            # the source is new, but says the same
    "check": (["check"], "0"),
    "edit": (["build"], "1"),             # one path is another
    "release": (["build", "--release"], "0"),
}


def cargo(arguments, **environment):
    """Runs cargo on the generated crates; the seconds that it took, and what it said."""
    environment = os.environ | {"CARGO_TARGET_DIR": str(TARGET), "CARGO_TERM_COLOR": "never"} | environment
    start = time.perf_counter()
    done = place.capture(["cargo", *arguments], cwd=crates.WORKSPACE, env=environment)
    return time.perf_counter() - start, done.stdout + done.stderr


def source(package):
    return crates.WORKSPACE / package / "src/main.rs"


def edit(package, turn):
    """Changes the path of one endpoint; back to what it was with turn 0."""
    document = crates.WORKSPACE / package / "api.json"
    file = document if document.exists() else source(package)
    text = file.read_text()
    changed = re.sub(r"/res3(x\d+)?/", f"/res3x{turn}/" if turn else "/res3/", text)
    if changed != text:
        file.write_text(changed)
        os.utime(source(package))


def measure(figures, wanted, quick):
    """`wanted` are pairs of kind and number; interleaved, so that a slow minute is everybody's."""
    crates.write(wanted)
    packages = []
    for package in [f"{kind}-{n}" for kind, n in wanted]:
        try:
            for command in ["check"], ["build"], ["build", "--release"]:
                cargo([*command, "-p", package])
            packages.append(package)
            print("built", package, flush=True)
        except RuntimeError as broken:
            print(f"{package} does not build and is left out:\n{broken}")
    start = time.perf_counter()
    for mode, (command, incremental) in MODES.items():
        turns = {"release": 1, "edit": 2}.get(mode, 3) if quick else 3
        for package in packages:              # settles what the change of mode left
            if mode != "release":
                cargo([*command, "-p", package], CARGO_INCREMENTAL=incremental)
        took = {package: [] for package in packages}
        for turn in range(1, turns + 1):
            for package in packages:
                edit(package, turn) if mode == "edit" else os.utime(source(package))
                seconds, said = cargo([*command, "-p", package], CARGO_INCREMENTAL=incremental)
                if re.findall(r"(?:Compiling|Checking) (\S+)", said) != [package]:
                    raise RuntimeError(f"not only {package} was built:\n{said}")
                took[package].append(seconds)
        for package in packages:
            edit(package, 0)
            figures.put("build", package, **{mode: statistics.median(took[package])})
        print(f"{mode} done, {time.perf_counter() - start:.0f} s", flush=True)
    sizes(figures, packages)
    for package in packages:
        figures.put("build", package, expansion=expansion(package))


def text(figures, wanted):
    """The text of the programs alone."""
    crates.write(wanted)
    packages = [f"{kind}-{n}" for kind, n in wanted]
    for package in packages:
        cargo(["build", "--release", "-p", package])
    sizes(figures, packages)


def sizes(figures, packages):
    for package in packages:
        said = place.capture(["size", TARGET / "release" / package]).stdout
        figures.put("build", package, text=int(said.splitlines()[1].split()[0]))


def expansion(package, turns=3):
    """Seconds that the compiler spends in expanding macros, as it says itself.

    In a folder of its own: `RUSTC_BOOTSTRAP` has the build scripts of many crates run again, and all above them built."""
    times = []
    for _ in range(turns):
        os.utime(source(package))
        _, said = cargo(["rustc", "-q", "-p", package, "--profile", "check", "--", "-Ztime-passes",
                         "-Ztime-passes-format=json"], RUSTC_BOOTSTRAP="1", CARGO_INCREMENTAL="0",
                        CARGO_TARGET_DIR=str(TARGET / "expansion"))
        passes = [json.loads(line.removeprefix("time: ")) for line in said.splitlines() if line.startswith("time: {")]
        times.append(sum(one["time"] for one in passes if one["pass"] == "macro_expand_crate"))
    return statistics.median(times)


def tree(figures, kinds):
    """Crates that a kind has below it and the hand-written one has not."""
    def below(package):
        _, said = cargo(["tree", "-p", package, "-e", "normal,build", "--prefix", "none", "--no-dedupe"])
        names = {line.split(" (")[0] for line in said.splitlines() if " v" in line}
        return names - {f"{package} v0.0.0", "models v0.0.0"}
    for kind in kinds:
        figures.put("tree", kind, more=sorted(below(f"{kind}-10") - below("hand-10")))
