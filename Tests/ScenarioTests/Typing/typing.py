"""Runs a line of shell on a terminal of its own, and types into it.

    typing.py LINES WORK COMMAND

Each line of the file LINES is typed when the program waits for one: when what it printed ends in a
prompt. `^C` and `^D` are those keys; after the last line, where the program still waits, comes ^D.
Prints what the terminal would show, and ends as the command did.
"""

import os
import pty
import re
import select
import sys
import time

PROMPT = re.compile(rb"(^|\n)[^\n]*(> |\[y/N\] )(\x1b\[0m)?$")
KEYS = {"^C": b"\x03", "^D": b"\x04"}


def main(lines, work, command):
    with open(lines, encoding="utf-8") as file:
        typed = [KEYS.get(line, line.encode() + b"\n") for line in file.read().splitlines()]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(work)
        os.execv("/bin/sh", ["sh", "-c", command])
    shown = b""
    pending = b""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            new = os.read(terminal, 65536)
        except OSError:
            break
        if not new:
            break
        shown += new
        pending += new.replace(b"\r", b"")
        if PROMPT.search(pending):
            os.write(terminal, typed.pop(0) if typed else KEYS["^D"])
            pending = b""
    else:
        os.kill(child, 9)
        sys.stderr.write("the program did not end\n")
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(shown.replace(b"\r", b""))
    sys.stdout.flush()
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)


main(*sys.argv[1:4])
