"""What sentence-transformers makes of texts.

    reference.py MODEL CORPUS     prints sections of the Markdown files in CORPUS, whole vectors
    reference.py MODEL --table    prints our own texts, the beginnings of their vectors
"""
import json
import os
import pathlib
import random
import re
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
from sentence_transformers import SentenceTransformer  # noqa: E402

TEXTS = [
    "merge pull request", "How do I undo a deployment?", "C++ and claude.md, don't [SEP] stop",
    "Read every file, then write what changed; never overwrite an edit that somebody made.",
    "def outline(source):\n    return [node for node in parse(source) if node.title]\n",
    "Ünïcödé İSTANBUL ß ẞ naïve café e\u0301", "漢字とかな 한국어", "x\u200by\u00adz\u0000 tab\tend",
    "\U0001f9e0 \U0001faa0 \u0378 \u0619", "q" * 100, "q" * 101, "word " * 400, "",
    "## Steps\n\n1. `git fetch`\n2. `git rebase origin/main`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
]


def sections(corpus):
    found = []
    for file in sorted(pathlib.Path(corpus).rglob("*.md")):
        try:
            found += [s for s in re.split(r"(?m)^(?=#)", file.read_text()) if len(s) > 80]
        except (OSError, UnicodeDecodeError):
            continue
    return random.Random(5).sample(found, min(400, len(found)))


def main(place, what):
    model = SentenceTransformer(place, device="cpu")
    texts = TEXTS if what == "--table" else sections(what)
    vectors = model.encode(texts, normalize_embeddings=True).tolist()
    pieces = model.tokenizer(texts, truncation=True, max_length=model.max_seq_length)["input_ids"]
    rows = []
    for text, numbers, vector in zip(texts, pieces, vectors):
        row = {"text": text, "pieces": list(map(int, numbers))}
        if what == "--table":
            row["first"] = [round(x, 6) for x in vector[:8]]
        else:
            row["vector"] = vector
        rows.append(row)
    print("[\n" + ",\n".join(json.dumps(row, ensure_ascii=True) for row in rows) + "\n]")


if __name__ == "__main__":
    main(*sys.argv[1:])
