"""Does every client send the same request?"""
import re
from . import place

WANTED = {
    "authorization": r"Bearer eyJ\S+",
    "tid": r"5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a0[1-4]",
    "ocp-apim-subscription-key": r"[0-9a-f]{32}",
    "host": r"127\.\S+",
}
FREE = {"accept", "user-agent", "api-version"}       # what each has a default of its own for, the last progenitor alone


def verify(names):
    """Says what differs; stops at a request that is not the one that is measured."""
    for name in names:
        if name == "json-only":
            continue
        with place.server("--print", 1) as (base, process):
            place.capture([place.client(name), "calls", base, 1], timeout=30)
            lines = []
            while line := process.stdout.readline().strip():
                lines.append(line)
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        given = dict((line.split(": ", 1)[0].lower(), line.split(": ", 1)[1]) for line in lines[1:])
        if not re.fullmatch(r"GET /assets/v3/A-00012345\?(page=1&size=50|size=50&page=1) HTTP/1.1", lines[0]):
            raise RuntimeError(f"{name} asks for something else: {lines[0]}")
        for header, value in WANTED.items():
            if not re.fullmatch(value, given.get(header, "")):
                raise RuntimeError(f"{name} sends another {header}: {given.get(header)}")
        more = {header: headers[header] for header in headers if header not in WANTED}
        if set(more) - FREE - {"accept-encoding"}:
            raise RuntimeError(f"{name} sends more: {more}")
        print(f"wire {name}: the same, with {more or 'nothing else'}", flush=True)
