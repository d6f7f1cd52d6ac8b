#!/usr/bin/env python3
"""Ask before git commands that destroy work which nothing else holds.

Reads a PreToolUse event as JSON from standard input. Where the command would discard changes,
rewrite what others may have, or delete branches by force, it answers that the user is to be asked.
Anything else passes without a word. It guards against slips, not against intent.
"""
import json
import re
import shlex
import sys

# Options of git itself that take a value, before the name of the command.
VALUE_OPTIONS = {"-C", "-c", "--git-dir", "--work-tree", "--namespace"}


def commands(line):
    """The simple commands of a shell line, as lists of words."""
    lexer = shlex.shlex(line.replace("\n", " ; "), posix=True, punctuation_chars=";&|()")
    lexer.whitespace_split, lexer.commenters = True, ""
    words = []
    try:
        for token in lexer:
            if token.strip(";&|()"):
                words.append(token)
            else:
                yield words
                words = []
    except ValueError:
        pass  # A quote that is never closed: the shell will refuse the line.
    yield words


def git_words(words):
    """The words after `git`, without git's own options; None for another program."""
    while words and re.fullmatch(r"\w+=.*|sudo|env|command|time", words[0]):
        words = words[1:]
    if not words or words[0].rsplit("/", 1)[-1] != "git":
        return None
    words = words[1:]
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in VALUE_OPTIONS else words[1:]
    return words


def has(words, short, *long):
    """Whether an option is given, also as part of `-xdf`."""
    for word in words:
        if word in long or any(word.startswith(name + "=") for name in long):
            return True
        if short and re.fullmatch(r"-[A-Za-z]+", word) and short in word:
            return True
    return False


def danger(words):
    """What the git command would destroy, or None."""
    name, rest = (words[0], words[1:]) if words else ("", [])
    if name == "push" and (has(rest, "f", "--force") or any(w.startswith("+") for w in rest)):
        return "replaces what is on the remote, whoever put it there"
    if name == "reset" and "--hard" in rest:
        return "discards every change that is not committed"
    if name == "clean" and has(rest, "f", "--force") and not has(rest, "n", "--dry-run"):
        return "deletes files that git does not know"
    if name in ("checkout", "restore") and ("." in rest or has(rest, "f", "--force")):
        if not (name == "restore" and "--staged" in rest and "--worktree" not in rest):
            return "discards changes that are not committed"
    if name == "branch" and (has(rest, "D") or has(rest, "d", "--delete") and "--force" in rest):
        return "deletes a branch even if nothing else holds its commits"
    if name == "stash" and rest[:1] in (["drop"], ["clear"]):
        return "deletes stashed changes"
    return None


def main():
    try:
        event = json.load(sys.stdin)
        line = event["tool_input"]["command"]
    except (ValueError, KeyError, TypeError):
        return 0
    if event.get("tool_name") != "Bash" or not isinstance(line, str):
        return 0
    for words in commands(line):
        git = git_words(words)
        reason = danger(git) if git else None
        if reason:
            print(json.dumps({"hookSpecificOutput": {
                "hookEventName": "PreToolUse",
                "permissionDecision": "ask",
                "permissionDecisionReason": f"git {git[0]} here {reason}.",
            }}))
            return 0
    return 0


if __name__ == "__main__":
    if "--help" in sys.argv[1:] or "-h" in sys.argv[1:]:
        print(__doc__)
        sys.exit(0)
    sys.exit(main())
