"""Reads custom sentences with hassil, counts them, and says what Skillet made of them to its recogniser."""

import json
import os
import sys
from itertools import islice

import yaml
from hassil.intents import Intents, TextSlotList
from hassil.recognize import recognize_all
from hassil.util import normalize_text, remove_punctuation


def plain(text):
    return remove_punctuation(normalize_text(str(text))).strip().lower()


def is_found(said, intents):
    """Several slots of any words can be parted in many ways: then their names are enough."""

    def shown(name, value, is_open):
        return (name, "" if is_open else plain(value))

    for result in islice(recognize_all(said["text"], intents), 300):
        if result.intent.name != said["intent"]:
            continue
        open_slots = {one.name for one in result.entities_list if one.is_wildcard}
        if len(open_slots) < 2:
            open_slots = set()
        found = [shown(one.name, one.text, one.name in open_slots) for one in result.entities_list]
        wanted = [shown(slot, value, slot in open_slots) for slot, value in said["slots"]]
        if sorted(found) == sorted(wanted):
            return True
    return False


def read(case):
    with open(os.path.join(case["folder"], case["files"][0]), encoding="utf-8") as file:
        intents = Intents.from_dict(yaml.safe_load(file))
    sentences = [
        sentence
        for intent in intents.intents.values()
        for block in intent.data
        for sentence in block.sentences
    ]
    values = synonyms = 0
    for slot_list in intents.slot_lists.values():
        if isinstance(slot_list, TextSlotList):
            canonical = len({value.value_out for value in slot_list.values})
            values += canonical
            synonyms += len(slot_list.values) - canonical
    with open(os.path.join(case["folder"], "said.json"), encoding="utf-8") as file:
        missed = [said["text"] for said in json.load(file) if not is_found(said, intents)]
    if missed:
        return {"kind": "refused", "reason": f"{len(missed)} not recognised, such as {missed[0]!r}"}
    counts = {
        "intents": len(intents.intents),
        "patterns": len(sentences),
        "values": values,
        "synonyms": synonyms,
    }
    return {"kind": "accepted", "counts": counts}


for case in json.load(sys.stdin):
    try:
        print(json.dumps(read(case)))
    except Exception as error:  # what the reader says is the result
        print(json.dumps({"kind": "refused", "reason": f"{type(error).__name__}: {error}"[:300]}))
