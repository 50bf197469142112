"""Folders, programs, and the figures that are kept between runs."""
import json
import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
FIGURES, COUNTED = TARGET / "figures.json", TARGET / "counted.json"

# In the order of the tables. `reqwest` is the hand-written client that every ratio is to.
OURS, LEAN, BASELINE = "perspio", "perspio-lean", "reqwest"
CLIENTS = ["json-only", "hyper-conn", "hyper-util", BASELINE, "reqwest-tuned", OURS, LEAN, "reqwest-retry", "progenitor",
           "retrofit-rs", "clientix", "feignhttp", "restcrab", "retroqwest"]


class Figures:
    """Figures by kind and name. Kept on disk, so that a part can be measured again by itself."""

    def __init__(self, path=FIGURES):
        self.path = path
        self.all = json.loads(path.read_text()) if path.exists() else {}

    def put(self, kind, name, **values):
        self.all.setdefault(kind, {}).setdefault(name, {}).update(values)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.all, indent=1))

    def get(self, kind, name, key):
        return self.all.get(kind, {}).get(name, {}).get(key)

    def ratio(self, kind, name, key, base=BASELINE):
        mine, theirs = self.get(kind, name, key), self.get(kind, base, key)
        return mine / theirs if mine and theirs else None

    def per_endpoint(self, kind, n, key, less="null"):
        """Of the build of `kind`, with what the harness costs subtracted."""
        whole, harness = (self.get("build", f"{one}-{n}", key) for one in (kind, less))
        return (whole - harness) / n if whole is not None and harness is not None else None

    def growth(self, kind, n, key):
        """What each endpoint adds, from 10 to `n` of them: without what every program has, as all of the client below."""
        few, many = (self.get("build", f"{kind}-{size}", key) for size in (10, n))
        return (many - few) / (n - 10) if few is not None and many is not None and n > 10 else None

    def build_ratio(self, kind, n, key):
        per = self.growth if key == "text" else self.per_endpoint
        mine, theirs = per(kind, n, key), per("hand", n, key)
        return mine / theirs if mine is not None and theirs else None


def capture(command, **options):
    """Runs a program; its result, or an error with the end of what it said."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stdout[-500:]}{done.stderr[-3000:]}")
    return done


def build(names):
    """Builds the server and each client by itself; the names of those that build."""
    environment = os.environ | {"CARGO_TARGET_DIR": str(TARGET)}
    built = []
    for package in ["server", *(f"client-{name}" for name in names)]:
        try:
            capture(["cargo", "build", "--release", "-q", "-p", package], cwd=ROOT, env=environment)
            built.append(package.removeprefix("client-"))
        except RuntimeError as broken:
            if package in ("server", f"client-{BASELINE}", f"client-{OURS}", f"client-{LEAN}"):
                raise
            print(f"{package} does not build and is left out:\n{broken}")
    return [name for name in names if name in built]


def client(name):
    return TARGET / "release" / f"client-{name}"


def pinned(core):
    """Client and server on a core each, where there are two."""
    return ["taskset", "-c", str(core)] if (os.cpu_count() or 1) > 1 else []


def answer(command, **options):
    """The line of JSON that a client prints."""
    lines = capture(command, **options).stdout.splitlines()
    return json.loads(next(line for line in reversed(lines) if line.startswith("{")))


_hosts = iter(range(2, 60000))


@contextmanager
def server(*options):
    """A server on an address of its own, so that no run waits for the closed ports of another; its base URL."""
    host = next(_hosts)
    command = [*pinned(1), TARGET / "release/server", f"127.0.{host // 250}.{host % 250 + 1}:0", *map(str, options)]
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    try:
        yield "http://" + re.fullmatch(r"listening (\S+)\n", process.stdout.readline()).group(1), process
    finally:
        process.terminate()
        process.communicate()
