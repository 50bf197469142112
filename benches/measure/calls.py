"""The cost of one call."""
import re
import resource
import statistics
from . import place
from .place import BASELINE, OURS

# Where a client cannot have more than one call in flight, see its source.
ONE_AT_A_TIME = {"clientix"}
BLOCKING = {"restcrab"}


def instructions(figures, names, quick):
    """User-space instructions: what callgrind counts in a long run less what it counts in a short one.

    The server answers 3 ms late. Then the first read of an answer never finds one, and every call polls alike."""
    few, many = (100, 500) if quick else (200, 1200)
    with place.server("--delay-ms", 3) as (base, _):
        for name in names:
            valgrind = [*place.pinned(0), "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
            said = [place.capture([*valgrind, place.client(name), "calls", base, n]).stderr for n in (few, many)]
            short, long = (int(re.search(r"Collected : (\d+)", text).group(1)) for text in said)
            figures.put("call", name, instructions=(long - short) / (many - few))
            print("instructions", name, round(figures.get("call", name, "instructions")), flush=True)


def allocations(figures, names):
    with place.server() as (base, _):
        for name in names:
            got = place.answer([*place.pinned(0), place.client(name), "alloc", base, 2000])
            figures.put("call", name, allocations=got["allocs"] + got["reallocs"], bytes=got["bytes"])
            print("allocations", name, got["allocs"] + got["reallocs"], flush=True)


def rates(figures, names, rounds, seconds=0.4):
    """Calls per second with 1 and 64 in flight.

    The speed of a machine drifts by more than what is measured. So each slice of a client stands next to one of the
    hand-written one, and what counts is the median of the ratios of neighbours."""
    names = [name for name in names if name not in ("json-only", BASELINE)]
    pairs = {}
    with place.server() as (base, _):
        def slice_of(name, workers):
            command = [*place.pinned(0), place.client(name), "rate", base, workers, seconds, 150]
            return place.answer(command)["rate"]
        for turn in range(rounds):
            for name in names if turn % 2 else names[::-1]:
                for workers in (1,) if name in ONE_AT_A_TIME else (1, 64):
                    order = (name, BASELINE) if turn % 2 else (BASELINE, name)
                    rate = {one: slice_of(one, workers) for one in order}
                    pairs.setdefault((name, workers), []).append((rate[name], rate[BASELINE]))
            print(f"calls per second, round {turn + 1} of {rounds}", flush=True)
    for (name, workers), rated in pairs.items():
        ratios = sorted(mine / theirs for mine, theirs in rated)
        quarter = len(ratios) // 4
        spread = [ratios[quarter], ratios[-1 - quarter]]
        rate = statistics.median(mine for mine, _ in rated)
        figures.put("call", name, **{f"rate{workers}": rate, f"rate{workers}x": statistics.median(ratios),
                                     f"rate{workers}spread": spread})
        if name == OURS:
            theirs = statistics.median(theirs for _, theirs in rated)
            figures.put("call", BASELINE, **{f"rate{workers}": theirs, f"rate{workers}x": 1.0})


def memory(figures, names, calls=10_000, rounds=1):
    """Resident memory of a call, with many in flight: the server holds its answers until all are in."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most < calls + 100:
        print(f"memory is left out: {calls} connections, but only {most} open files are allowed")
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for name in names:
        if name in ONE_AT_A_TIME | BLOCKING | {"json-only"}:
            continue
        got = []
        for _ in range(rounds):
            with place.server("--hold", calls) as (base, _):
                got.append(place.answer([*place.pinned(0), place.client(name), "inflight", base, calls, 60], timeout=120))
        figures.put("call", name, resident=statistics.median(one["resident"] for one in got))
        print("resident", name, figures.get("call", name, "resident"), flush=True)
