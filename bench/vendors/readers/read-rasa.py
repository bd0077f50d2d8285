"""Reads Rasa files and Dialogflow agents with Rasa's own readers of training data."""
import json
import os
import sys

from rasa.shared.nlu.training_data.loading import load_data


def read(path):
    data = load_data(path)
    examples = data.intent_examples
    counts = {
        "usedIntents": len(data.intents),
        "texts": len(examples),
        "spans": sum(len(example.get("entities", [])) for example in examples),
    }
    # Of a Dialogflow agent it takes values for synonyms of themselves.
    if not os.path.isdir(path):
        counts["distinctSynonyms"] = len(data.entity_synonyms)
    return counts


for case in json.load(sys.stdin):
    files = case["files"]
    # A Dialogflow agent is a folder; everything else is one file.
    path = os.path.join(case["folder"], files[0]) if len(files) == 1 else case["folder"]
    try:
        print(json.dumps({"kind": "accepted", "counts": read(path)}))
    except Exception as error:
        print(json.dumps({"kind": "refused", "reason": "%s: %s" % (type(error).__name__, error)}))
