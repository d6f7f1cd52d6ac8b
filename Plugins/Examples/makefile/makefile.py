"""Finds the sections of makefiles: each rule, and each `define`, with the comments above it.

A parser for Joinery: it reads one JSON-RPC request a line, and answers each on one line.
Offsets count bytes, so everything here is done on bytes.
"""
import base64
import json
import re
import sys

RULE = re.compile(rb"([^\s:=#](?:\$\([^)]*\)|[^:=#$]|\$(?!\())*)::?(?!=)([^=;#]*)(?:[;#].*)?$", re.S)
ASSIGNMENT = re.compile(rb"[^:#]*?(?:[?+!]?=|:{1,3}=)")
DEFINE = re.compile(rb"\s*define\s+([^\s=:]+)")
INCLUDE = re.compile(rb"[-s]?include\s+(\S.*)")


def lines_of(data):
    """Each logical line with its start: a backslash before the line break joins two."""
    start = 0
    for match in re.finditer(rb"(?:\\\r?\n|[^\n])*(?:\n|$)", data):
        if match.end() > start:
            yield start, match.group()
            start = match.end()


def outline(data):
    nodes, references, comment, definition = [], [], None, None
    current = None  # the rule whose recipe is being read
    for start, line in lines_of(data):
        end = start + len(line)
        text = line.strip()
        if definition is not None:
            definition["end"] = end
            if text.startswith(b"endef"):
                definition = None
        elif line.startswith(b"\t") and current:
            current["end"] = end
        elif text.startswith(b"#"):
            comment = start if comment is None else comment
        else:
            named, rule = DEFINE.match(line), RULE.match(line.rstrip())
            if named or (rule and not ASSIGNMENT.match(line)):
                title = (named or rule).group(1).decode("utf-8", "replace").strip()
                title = " ".join(title.split())
                current = {"start": start if comment is None else comment, "end": end,
                           "kind": "function", "title": title, "anchor": title}
                nodes.append(current)
                definition = current if named else None
            elif text:
                current = None
            if rule and current and not named:
                for word in re.finditer(rb"[\w./-]+", rule.group(2)):
                    at = start + rule.start(2) + word.start()
                    references.append({"kind": "call", "start": at, "end": at + len(word.group()),
                                       "name": word.group().decode("utf-8", "replace")})
            if included := INCLUDE.match(line):
                at = start + included.start(1)
                path = included.group(1).strip().decode("utf-8", "replace")
                references.append({"kind": "import", "start": at, "end": end, "file": path})
            comment = None
    return {"nodes": nodes, "references": references}


for request in map(json.loads, sys.stdin):
    reply = {"jsonrpc": "2.0", "id": request["id"]}
    if request["method"] == "outline":
        asked = request["params"]
        data = asked["text"].encode() if "text" in asked else base64.b64decode(asked["base64"])
        reply["result"] = outline(data)
    else:
        reply["error"] = {"code": -32601, "message": "no such method"}
    print(json.dumps(reply), flush=True)
