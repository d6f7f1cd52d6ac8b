"""What the open Agent Skills specification says of skills, told a second time.

    specification.py < FOLDERS

Reads a JSON list of skill folders and prints a JSON list as long: for each the rules it breaks, by
the ids that Joinery gives them, or null where that cannot be told without PyYAML. Written from the
specification and from how its validator behaves, not from Joinery.
"""
import json
import os
import re
import sys
import unicodedata

try:
    import yaml
except ImportError:
    yaml = None

FIELDS = {"name", "description", "license", "allowed-tools", "metadata", "compatibility"}


class Refused(Exception):
    """That a file has no frontmatter that can be read; its argument is the rule."""


class Unsure(Exception):
    """That it takes a YAML parser to tell."""


def entry(folder):
    for name in ("SKILL.md", "skill.md"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    raise Refused("entry-missing")


def frontmatter(folder):
    with open(entry(folder), "rb") as file:
        content = file.read()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("frontmatter-utf8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("---"):
        raise Refused("frontmatter-missing")
    end = text.find("---", 3)
    if end < 0:
        raise Refused("frontmatter-unclosed")
    fields = (with_yaml if yaml else by_hand)(text[3:end])
    if not isinstance(fields, dict):
        raise Refused("frontmatter-yaml")
    return fields


def by_hand(text):
    """Keys with plain words behind them, and nothing else."""
    fields = {}
    for line in text.split("\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Za-z_-]+): ([^\W_][^:#\t]*[^\s:#])", line)
        if not match or match[1] in fields:
            raise Unsure
        fields[match[1]] = match[2]
    if not fields:
        raise Refused("frontmatter-yaml")
    return fields


def with_yaml(text):
    """The part of YAML that StrictYAML reads, with every scalar a text."""
    refused = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken, yaml.AnchorToken,
               yaml.AliasToken, yaml.TagToken)
    try:
        if any(isinstance(token, refused) for token in yaml.scan(text, Loader=yaml.BaseLoader)):
            raise Refused("frontmatter-yaml")
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        raise Refused("frontmatter-yaml")
    return value(node)


def value(node):
    if isinstance(node, yaml.SequenceNode):
        return [value(item) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return node.value if node else ""
    fields, columns = {}, set()
    for key, item in node.value:
        is_text = isinstance(key, yaml.ScalarNode)
        if not is_text or key.value in fields or (key.value == "<<" and not key.style):
            raise Refused("frontmatter-yaml")
        if isinstance(item, yaml.MappingNode):
            columns.add(item.start_mark.column)
        fields[key.value] = value(item)
    if len(columns) > 1:
        raise Refused("frontmatter-yaml")
    return fields


def is_filled(text):
    return isinstance(text, str) and text.strip() != ""


def name_rules(name, folder):
    if not is_filled(name):
        return ["name-missing"]
    name = unicodedata.normalize("NFKC", name.strip())
    rules = []
    if len(name) > 64:
        rules.append("name-length")
    if (name != name.lower() or name[0] == "-" or name[-1] == "-" or "--" in name
            or not all(c == "-" or c.isalnum() for c in name)):
        rules.append("name-grammar")
    if unicodedata.normalize("NFKC", os.path.basename(folder)) != name:
        rules.append("name-folder")
    return rules


def rules(folder):
    try:
        fields = frontmatter(folder)
    except Refused as refusal:
        return [refusal.args[0]]
    except Unsure:
        return None
    broken = name_rules(fields.get("name"), folder)
    if set(fields) - FIELDS:
        broken.append("field-unknown")
    if not is_filled(fields.get("description")):
        broken.append("description-missing")
    elif len(fields["description"]) > 1024:
        broken.append("description-length")
    if "compatibility" in fields:
        compatibility = fields["compatibility"]
        if not isinstance(compatibility, str):
            broken.append("compatibility-text")
        elif len(compatibility) > 500:
            broken.append("compatibility-length")
    return sorted(broken)


if __name__ == "__main__":
    json.dump([rules(folder) for folder in json.load(sys.stdin)], sys.stdout)
