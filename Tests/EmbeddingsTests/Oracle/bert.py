"""Tells a BERT model again, slowly and in nothing but Python: its pieces and its vectors.

    bert.py MODEL TEXTS.json

prints, for each text of a JSON list, the numbers of its pieces and its vector.
"""
import json
import math
import pathlib
import struct
import sys
import unicodedata

model = pathlib.Path(sys.argv[1])
settings = json.loads((model / "config.json").read_text())
window = json.loads((model / "sentence_bert_config.json").read_text())["max_seq_length"]
pieces = {piece: number for number, piece in
          enumerate((model / "vocab.txt").read_text().splitlines())}


def tensors():
    data = (model / "model.safetensors").read_bytes()
    length, = struct.unpack("<Q", data[:8])
    for name, entry in json.loads(data[8:8 + length]).items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        values = struct.unpack(f"<{(end - start) // 4}f", data[start:end])
        columns = entry["shape"][-1]
        rows = [values[i:i + columns] for i in range(0, len(values), columns)]
        yield name, rows if len(entry["shape"]) > 1 else rows[0]


weights = dict(tensors())


def words(text):
    """Words as the uncased tokenizer cuts them."""
    out = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\t\n\r" or category == "Zs":
            out.append(" ")
        elif char == "\ufffd" or category in ("Cc", "Cf", "Co"):
            continue
        elif 0x4E00 <= ord(char) <= 0x9FFF:
            out.append(f" {char} ")
        else:
            out.append(char)
    text = "".join(c for c in unicodedata.normalize("NFD", "".join(out))
                   if unicodedata.category(c) != "Mn")
    text = "".join(c.lower() for c in text)
    marks = lambda c: unicodedata.category(c)[0] == "P" or c in "$+<=>^`|~"
    return "".join(f" {c} " if marks(c) else c for c in text).split()


def numbers(text):
    found = []
    for number, part in enumerate(text.split("[SEP]")):
        found += [pieces["[SEP]"]] if number else []
        for word in words(part):
            found += cut(word)
    return [pieces["[CLS]"], *found[:window - 2], pieces["[SEP]"]]


def cut(word):
    found, start = [], 0
    while len(word) <= 100 and start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in pieces:
                found.append(pieces[piece])
                start = end
                break
        else:
            return [pieces["[UNK]"]]
    return found or [pieces["[UNK]"]]


def linear(rows, name):
    weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return [[sum(map(float.__mul__, row, line)) + b for line, b in zip(weight, bias)]
            for row in rows]


def norm(rows, name):
    weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
    out = []
    for row in rows:
        mean = sum(row) / len(row)
        spread = math.sqrt(sum((x - mean) ** 2 for x in row) / len(row) + settings["layer_norm_eps"])
        out.append([(x - mean) / spread * w + b for x, w, b in zip(row, weight, bias)])
    return out


def add(a, b):
    return [[x + y for x, y in zip(left, right)] for left, right in zip(a, b)]


def attention(rows, name):
    query, key, value = (linear(rows, f"{name}.self.{part}") for part in ("query", "key", "value"))
    size = settings["hidden_size"] // settings["num_attention_heads"]
    out = [[] for _ in rows]
    for start in range(0, settings["hidden_size"], size):
        part = slice(start, start + size)
        for at, asked in enumerate(query):
            scores = [sum(map(float.__mul__, asked[part], k[part])) / math.sqrt(size) for k in key]
            shares = [math.exp(score - max(scores)) for score in scores]
            out[at] += [sum(s * v[i] for s, v in zip(shares, value)) / sum(shares)
                        for i in range(start, start + size)]
    return linear(out, f"{name}.output.dense")


def vector(text):
    table = weights["embeddings.word_embeddings.weight"]
    place = weights["embeddings.position_embeddings.weight"]
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    rows = [[a + b + c for a, b, c in zip(table[number], place[at], kind)]
            for at, number in enumerate(numbers(text))]
    rows = norm(rows, "embeddings.LayerNorm")
    for number in range(settings["num_hidden_layers"]):
        name = f"encoder.layer.{number}"
        rows = norm(add(rows, attention(rows, f"{name}.attention")),
                    f"{name}.attention.output.LayerNorm")
        inner = [[x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in row]
                 for row in linear(rows, f"{name}.intermediate.dense")]
        rows = norm(add(rows, linear(inner, f"{name}.output.dense")), f"{name}.output.LayerNorm")
    mean = [sum(column) / len(rows) for column in zip(*rows)]
    length = math.sqrt(sum(x * x for x in mean))
    return [x / length for x in mean]


texts = json.loads(pathlib.Path(sys.argv[2]).read_text())
print(json.dumps([{"pieces": numbers(text), "vector": vector(text)} for text in texts]))
