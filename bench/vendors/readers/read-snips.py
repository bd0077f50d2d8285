"""Reads Snips datasets with snips-nlu's own loader and validator; its parts in Rust are stood in for."""
import json
import os
import sys
import types
import unicodedata
from importlib.util import find_spec


def stand_in(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module


LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "ko", "pt_br", "pt_pt"]
GRAMMAR = [
    "snips/" + name
    for name in (
        "amountOfMoney date datePeriod datetime duration number ordinal percentage "
        "temperature time timePeriod"
    ).split()
]
GAZETTEER = [
    "snips/" + name
    for name in "city country musicAlbum musicArtist musicTrack region".split()
]


def normalize(text):
    plain = unicodedata.normalize("NFKD", text.lower().strip())
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


class NoParser(object):
    @staticmethod
    def from_path(*_, **__):
        return NoParser()

    def parse(self, *_, **__):
        return []


stand_in("snips_nlu_utils", normalize=normalize, tokenize_light=lambda text, _: text.split())
stand_in(
    "snips_nlu_parsers",
    get_all_builtin_entities=lambda: GRAMMAR + GAZETTEER,
    get_all_gazetteer_entities=lambda: GAZETTEER,
    get_all_grammar_entities=lambda: GRAMMAR,
    BuiltinEntityParser=NoParser,
    get_builtin_entity_shortname=lambda name: name,
    get_all_languages=lambda: LANGUAGES,
    get_builtin_entity_examples=lambda *_: [],
    get_supported_entities=lambda _: GRAMMAR + GAZETTEER,
    get_supported_gazetteer_entities=lambda _: GAZETTEER,
    get_supported_grammar_entities=lambda _: GRAMMAR,
)
stand_in("num2words", num2words=lambda number, **_: str(number))
# The package itself would import its whole engine; gazetteers would be downloaded.
package = types.ModuleType("snips_nlu")
package.__path__ = list(find_spec("snips_nlu").submodule_search_locations)
sys.modules["snips_nlu"] = package

from snips_nlu.dataset import Dataset  # noqa: E402
from snips_nlu.dataset.validation import validate_and_format_dataset  # noqa: E402



def read(path):
    if path.endswith(".json"):
        with open(path, encoding="utf8") as file:
            dataset = json.load(file)
    else:
        dataset = Dataset.from_yaml_files("en", [path]).json
    values = sum(len(entity.get("data", [])) for entity in dataset["entities"].values())
    validate_and_format_dataset(dataset)
    chunks = [
        utterance["data"]
        for intent in dataset["intents"].values()
        for utterance in intent["utterances"]
    ]
    return {
        "intents": len(dataset["intents"]),
        "texts": len(chunks),
        "spans": sum("entity" in chunk for data in chunks for chunk in data),
        "values": values,
    }


for case in json.load(sys.stdin):
    try:
        counts = read(os.path.join(case["folder"], case["files"][0]))
        print(json.dumps({"kind": "accepted", "counts": counts}))
    except Exception as error:
        print(json.dumps({"kind": "refused", "reason": "%s: %s" % (type(error).__name__, error)}))
