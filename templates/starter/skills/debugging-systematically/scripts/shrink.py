#!/usr/bin/env python3
"""Shrink a file that makes a command fail, by taking lines away while it still fails.

    shrink.py FILE -- COMMAND {} ...

COMMAND is run with {} replaced by the path of a candidate. A candidate counts as failing when
its exit status is that of the whole file and, with --match TEXT, when the output holds TEXT too.
The result is written beside FILE with the suffix .min, or to --output. FILE is not changed.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile


class Command:
    """A command that is run on candidate files, and what it means for it to fail."""

    def __init__(self, words, match=None, timeout=60.0, suffix=""):
        self.words, self.match, self.timeout, self.suffix = words, match, timeout, suffix
        self.runs = 0
        self.status = None

    def run(self, data):
        """Run the command on `data`; its exit status and whether the output matches."""
        self.runs += 1
        handle, path = tempfile.mkstemp(suffix=self.suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            words = [word.replace("{}", path) for word in self.words]
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=self.timeout, check=False)
            return done.returncode, self.match is None or self.match.encode() in done.stdout
        except subprocess.TimeoutExpired:
            return "timeout", self.match is None
        finally:
            os.unlink(path)

    def learn(self, data):
        """Remember how the whole file fails. False if it does not."""
        self.status, matches = self.run(data)
        return self.status != 0 and matches

    def fails(self, data):
        """Whether `data` fails as the whole file did."""
        return self.run(data) == (self.status, True)


def without(pieces, start, count):
    """`pieces` less `count` of them from `start`."""
    return pieces[:start] + pieces[start + count:]


def shrink(pieces, fails):
    """The pieces that are left when no single one can be taken away any more."""
    size = max(1, len(pieces) // 2)
    while True:
        start, before = 0, len(pieces)
        while start < len(pieces):
            candidate = without(pieces, start, size)
            if candidate != pieces and fails(b"".join(candidate)):
                pieces = candidate
            else:
                start += size
        if size > 1:
            size //= 2
        elif len(pieces) == before:
            return pieces


def parse(arguments):
    """The options, and the command after `--`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--match", metavar="TEXT", help="the output must hold TEXT")
    parser.add_argument("--output", type=pathlib.Path, metavar="PATH")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--bytes", action="store_true", help="shrink by bytes after lines")
    split = arguments.index("--") if "--" in arguments else len(arguments)
    options, command = parser.parse_args(arguments[:split]), arguments[split + 1:]
    if not any("{}" in word for word in command):
        parser.error("give a command after “--”, with {} in place of the file")
    return options, command


def main(arguments):
    options, words = parse(arguments)
    try:
        data = options.file.read_bytes()
    except OSError as error:
        print(f"shrink.py: cannot read {options.file}: {error.strerror}", file=sys.stderr)
        return 1
    command = Command(words, options.match, options.timeout, options.file.suffix)
    try:
        if not command.learn(data):
            print("shrink.py: the command does not fail on the whole file", file=sys.stderr)
            return 1
    except OSError as error:
        print(f"shrink.py: cannot run {words[0]}: {error.strerror}", file=sys.stderr)
        return 1
    small = b"".join(shrink(data.splitlines(keepends=True), command.fails))
    if options.bytes:
        small = b"".join(shrink([small[i:i + 1] for i in range(len(small))], command.fails))
    output = options.output or options.file.with_name(options.file.name + ".min")
    output.write_bytes(small)
    print(f"{output}: {len(small)} of {len(data)} bytes left after {command.runs} runs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
