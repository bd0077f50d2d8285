"""Reads .intent and .entity files by the rules of OVOS, and counts what they expand to."""

import json
import logging
import os
import sys
from pathlib import Path

logging.disable(logging.CRITICAL)

from ovos_spec_tools.expansion import expand  # noqa: E402
from ovos_spec_tools.resources import read_resource_file  # noqa: E402


def read(case):
    intents = set()
    patterns = words = 0
    for name in case["files"]:
        lines = [expand(line) for line in read_resource_file(Path(case["folder"], name))]
        if name.endswith(".intent"):
            intents.add(os.path.basename(name))
            patterns += sum(len(line) for line in lines)
        else:
            words += sum(len(line) for line in lines)
    return {"kind": "accepted", "counts": {"intents": len(intents), "patterns": patterns, "words": words}}


for case in json.load(sys.stdin):
    try:
        print(json.dumps(read(case)))
    except Exception as error:  # what the reader says is the result
        print(json.dumps({"kind": "refused", "reason": f"{type(error).__name__}: {error}"[:300]}))
