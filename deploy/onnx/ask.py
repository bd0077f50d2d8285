"""Asks a model that Skillet exported as ONNX, by the same steps as Skillet itself.

    pip install onnxruntime
    python3 ask.py music.onnx "play something by queen"
"""
import json
import re
import sys
import unicodedata
from math import exp, log, sqrt

import numpy
import onnxruntime

# --- From a text to tokens -------------------------------------------------------------------------------------

SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
CLITIC = re.compile("(?:n['’]t|['’](?:s|re|ll|ve|m|d))$", re.I)


def is_kind(character, kinds):
    return character != "" and unicodedata.category(character)[0] in kinds


def tokenize(text, characters):
    """Start and end of each word, number and mark; `characters` finds those that are tokens of their own."""
    tokens = []
    for word in re.finditer(f"[^{SPACE}]+", text):
        at = word.start()
        for alone in characters.finditer(word[0]) if characters else ():
            cut_word(text, at, word.start() + alone.start(), tokens)
            at = word.start() + alone.end()
            tokens.append((word.start() + alone.start(), at))
        cut_word(text, at, word.end(), tokens)
    return tokens


def cut_word(text, start, end, tokens):
    """Marks at the edges and clitics ('s, n't) are tokens of their own; the last point of "a.m." is not."""
    def clitic(start):
        found = CLITIC.search(text[max(start, end - 3):end])
        return len(found[0]) if found else 0

    while start < end and clitic(start) < end - start and is_kind(text[start], "PS"):
        if text[start] in "+-−" and is_kind(text[start + 1:min(end, start + 2)], "N"):
            break
        stop = start + 1
        while stop < end and text[stop] == text[start]:
            stop += 1
        if stop >= end:
            break
        tokens.append((start, stop))
        start = stop
    dotted = start
    while is_kind(text[dotted:dotted + 1], "L") and text[dotted + 1:dotted + 2] == ".":
        dotted += 2
    after = []
    while start < end:
        length = clitic(start)
        if length == end - start:
            break
        if length == 0:
            if end <= dotted and text[end - 1] == "." and end - start >= 4:
                break
            if not is_kind(text[end - 1], "PS"):
                break
            length = 1
            while end - length > start and text[end - length - 1] == text[end - 1]:
                length += 1
            if length == end - start:
                break
        after.append((end - length, end))
        end -= length
    if start < end:
        tokens.append((start, end))
    tokens.extend(reversed(after))


def cut_inside(text, tokens, cuts):
    """Cuts words where those of the skill came apart, as in `10kg`; most skills know no such cuts."""
    if not cuts:
        return tokens
    joints, heads, tails, values = (set(cuts[key]) for key in ("joints", "heads", "tails", "values"))

    def sort(character):
        if ord(character) > 0xFFFF:
            return "a"
        if is_kind(character, "N"):
            return "0"
        return character if is_kind(character, "PS") else "a"

    def is_cut(start, at, end):
        joint = sort(text[at - 1]) + sort(text[at])
        if joint != "aa":
            return joint in joints
        head, tail = text[start:at].lower(), text[at:end].lower()
        is_clear = at - start >= 3 and end - at >= 3
        by_tail = tail in tails and (is_clear or head in heads or head in values)
        return by_tail or head in heads and (is_clear or tail in tails or tail in values)

    pieces = []
    for start, end in tokens:
        edges = [start, *(at for at in range(start + 1, end) if is_cut(start, at, end)), end]
        pieces.extend(zip(edges, edges[1:]))
    return pieces


# --- From tokens to numbers ------------------------------------------------------------------------------------

BEFORE, AFTER = 1, 2
CONTEXT = [(-1, None, 0.7), (1, None, 0.7), (-2, None, 0.4), (2, None, 0.4), (-1, 0, 0.7),
           (0, 1, 0.7), (-1, 1, 0.5), (-2, -1, 0.5), (1, 2, 0.5)]


def units(text):
    """UTF-16, of which all lengths and hashes are."""
    code = text.encode("utf-16-le", "surrogatepass")
    return [code[at] + 256 * code[at + 1] for at in range(0, len(code), 2)]


def fnv(units):
    value = 0x811C9DC5
    for unit in units:
        value = (value ^ unit) * 0x01000193 & 0xFFFFFFFF
    return value


def mix(value):
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def bucket(kind, *parts):
    for part in parts:
        kind = mix(kind ^ part)
    return mix(kind ^ len(parts)) % 8192


def shape_of(word):
    """The numbers of a word's characters, every digit a 0, between < and >."""
    shape = units("".join("0" if is_kind(c, "N") else c for c in word.lower()))[:24]
    return [ord("<"), *shape, ord(">")]


def row_of(word, rows):
    """Of a word in the vocabulary, -1 without one."""
    lower = word.lower()
    decomposed = unicodedata.normalize("NFD", lower)
    plain = "".join(c for c in decomposed if not is_kind(c, "M"))
    return rows.get(lower, rows.get(re.sub("[’`]", "'", plain), -1))


def meant(word, rows, known):
    """The word of the skill that an unknown word is one slip away from, else the most frequent word that is."""
    if len(units(word)) < 4 or not all(is_kind(c, "L") for c in word):
        return word
    if row_of(word, rows) >= 0 or fnv(shape_of(word)) in known:
        return word
    low, letters = word.lower(), "abcdefghijklmnopqrstuvwxyz"
    slips = [low[:at] + low[at + 1] + low[at] + low[at + 2:] for at in range(1, len(low) - 1)]
    slips += [low[:at] + low[at + 1:] for at in range(1, len(low))]
    slips += [low[:at] + letter + low[at:] for at in range(1, len(low) + 1) for letter in letters]
    wrong = [low[:at] + letter + low[at + 1:] for at in range(1, len(low)) for letter in letters]
    own = next((one for one in slips + wrong if fnv(shape_of(one)) in known), None)
    return own or min((one for one in slips if one in rows), key=rows.get, default=word)


def features(words, rows, buckets):
    """What the model reads of a text's words; `rows` finds a word in the vocabulary."""
    forms, subwords, found = [], [], []
    for word in words:
        shape = shape_of(word)
        grams = [shape[at:at + size] for size in (3, 4) for at in range(len(shape) - size + 1)]
        subwords.append([fnv(gram) % buckets for gram in grams or [shape]])
        forms.append(fnv(shape))
        found.append(row_of(word, rows))

    def form(at):
        return BEFORE if at < 0 else forms[at] if at < len(forms) else AFTER

    said = {bucket(1, form(at)) for at in range(len(words))}
    said |= {bucket(2, form(at - 1), form(at)) for at in range(len(words) + 1)}
    letters = {bucket(3, subword) for one in subwords for subword in one}
    text = [(one, sqrt(0.5 / len(said))) for one in said]
    text += [(one, sqrt(0.5 / len(letters))) for one in letters] + [(bucket(0), 0.3)]
    tokens = []
    for at, one in enumerate(subwords):
        token = [(bucket(16), 1), (bucket(17, form(at)), 1)]
        for place, (first, second, weight) in enumerate(CONTEXT):
            others = [] if second is None else [form(at + second)]
            token.append((bucket(32 + place, form(at + first), *others), weight))
        token += [(bucket(18, subword), 1 / sqrt(len(one))) for subword in one]
        tokens.append(token)
    return {
        "words": found,
        "subwords": padded(subwords, -1),
        "text_features": [one for one, _ in text],
        "text_weights": [weight for _, weight in text],
        "token_features": padded([[one for one, _ in token] for token in tokens], 0),
        "token_weights": padded([[weight for _, weight in token] for token in tokens], 0),
    }


def padded(lists, filler):
    longest = max(map(len, lists), default=0)
    return [[*one, *[filler] * (longest - len(one))] for one in lists]


# --- From logits to an answer ----------------------------------------------------------------------------------

def softmax(logits, temperature=1):
    shares = [exp((logit - max(logits)) / temperature) for logit in logits]
    return [share / sum(shares) for share in shares]


def scope_of(logits, words, seen):
    """How likely a text is any of the skill's business; `seen` has the words of the skill, hashed."""
    if seen is None:
        return 1
    unknown = sum(fnv(shape_of(word)) not in seen for word in words)
    energy = max(logits) + log(sum(exp(logit - max(logits)) for logit in logits))
    share = 1 - unknown / len(words) if words else 1
    return 1 / (1 + exp(-(0.6 + 0.9 * energy + 2.5 * share - 0.6 * min(6, unknown))))


def best_tags(rows, adjacency):
    """The best sequence of tags in which I-x follows B-x or I-x; tag 0 is O, 1 + 2·i is B-, 2 + 2·i is I- of slot i."""
    paths = {}
    for row in rows:
        following = {}
        for tag, score in enumerate(row):
            begins, continues = tag % 2 == 1, tag > 0 and tag % 2 == 0
            ways = [(0, [])] if not paths and not continues else []
            for before, (sum_before, path) in paths.items():
                if continues and before not in (tag, tag - 1):
                    continue
                again = adjacency if begins and before in (tag, tag + 1) else 0
                ways.append((sum_before + again, path))
            if ways:
                total, path = max(ways, key=lambda way: way[0])
                following[tag] = (total + score, [*path, tag])
        paths = following
    return max(paths.values(), key=lambda way: way[0])[1] if paths else []


def fold(words):
    return re.sub(f"[{SPACE}]+", " ", unicodedata.normalize("NFC", words).strip().lower())


def resolve(values, *readings):
    """Listed values that the words stand for, those said themselves first; else those of the next reading."""
    for wanted in map(fold, readings):
        own = [one["value"] for one in values if fold(one["value"]) == wanted]
        named = [one["value"] for one in values if wanted in map(fold, one["synonyms"])]
        if own or named:
            return own + [value for value in named if value not in own]
    return []


def pieces(start, end, tokens, words):
    """Of a span: where the last token ended, where the next begins, and as which word it was read."""
    for (first, last), word in zip(tokens, words):
        if start <= first and last <= end:
            yield start, first, word
            start = last


class Skill:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(path)
        metadata = self.session.get_modelmeta().custom_metadata_map
        self.card = json.loads(metadata["card"])
        self.rows = {}
        for line, word in enumerate(metadata["words"].split("\n")):
            word, _, like = word.partition("\t")
            self.rows[word] = int(like) if like else line
        lone = re.compile(metadata["characters"])
        self.characters = lone if self.card["tokenizer"] > 1 else None
        # Signed 32-bit hashes in the file; models of before they were kept know none.
        self.seen = None if self.card["seen"] is None else {one % 2**32 for one in self.card["seen"]}

    def encode(self, text):
        """The tokens of a text, the words read there, and what the model knows of them: 64 tokens at most."""
        tokens = cut_inside(text, tokenize(text, self.characters), self.card["cuts"])[:64]
        words = [text[start:end] for start, end in tokens]
        if self.card["tokenizer"] > 2 and self.seen is not None:
            words = [meant(word, self.rows, self.seen) for word in words]
        return tokens, words, features(words, self.rows, self.card["network"]["subwordBuckets"])

    def logits(self, text):
        tokens, words, numbers = self.encode(text)
        types = {"tensor(int64)": numpy.int64, "tensor(float)": numpy.float32}
        fed = {one.name: numpy.array([numbers[one.name]], types[one.type]) for one in self.session.get_inputs()}
        names = [one.name for one in self.session.get_outputs()]
        said = {name: one[0].tolist() for name, one in zip(names, self.session.run(names, fed))}
        return tokens, words, said["intent_logits"], said.get("slot_logits", [])

    def understand(self, text):
        card = self.card
        if text.strip() == "":
            return {"text": text, "intent": None, "confidence": 0, "slots": []}
        tokens, words, intent_logits, slot_logits = self.logits(text)
        scope = scope_of(intent_logits, words, self.seen)
        shares = [scope * share for share in softmax(intent_logits, card["temperature"])]
        intent = card["intents"][shares.index(max(shares))]
        answer = {"text": text, "intent": intent["name"], "confidence": max(shares), "slots": []}
        if max(shares) < card["threshold"] or intent["kind"] == "outOfScope":
            return {**answer, "intent": None}
        declared = intent["slots"]
        if declared is not None:
            names = {slot["name"] for slot in declared}
            kept = [True] + [slot in names for slot in card["slots"] for _ in "BI"]
            slot_logits = [[logit if keep else -1e9 for logit, keep in zip(row, kept)] for row in slot_logits]
        spans = []
        for (start, end), tag in zip(tokens, best_tags(slot_logits, card["adjacency"])):
            if tag % 2 == 1:
                spans.append([card["slots"][tag // 2], start, end])
            elif tag > 0:
                spans[-1][2] = end
        types = {slot["name"]: slot["type"] for slot in declared or []}
        lists = {one["name"]: one["values"] for one in card["types"]}
        for slot, start, end in spans:
            raw = text[start:end]
            read = "".join(text[at:first] + word for at, first, word in pieces(start, end, tokens, words))
            values = resolve(lists.get(types.get(slot), []), raw, read)
            answer["slots"].append({"slot": slot, "raw": raw, "value": (values or [raw])[0]})
        return answer


if __name__ == "__main__":
    skill = Skill(sys.argv[1])
    for text in sys.argv[2:]:
        print(json.dumps(skill.understand(text), ensure_ascii=False))
