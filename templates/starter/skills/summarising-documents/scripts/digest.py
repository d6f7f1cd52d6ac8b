#!/usr/bin/env python3
"""Look into a long text or Markdown file without reading all of it.

    digest.py outline FILE                 headings, with the number of words under each
    digest.py sentences FILE [--count N]   the sentences that say most of what the rest says
    digest.py about FILE WORD...           the paragraphs that speak of these words, best first

FILE may be - for standard input.
"""
import argparse
import collections
import math
import re
import sys

STOP_WORDS = frozenset(
    "a about after all also an and any are as at be because been but by can could did do does for "
    "from had has have he her his how i if in into is it its may more most no not of on one only or "
    "other our she should so some such than that the their them then there these they this to up "
    "was we were what when where which who will with would you your".split())
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]*[^\W\d_a-z])")


def terms(text):
    """The words of `text` that carry meaning, in lower case."""
    words = (word.lower() for word in WORD.findall(text))
    return [word for word in words if len(word) > 2 and word not in STOP_WORDS]


def sentences(text):
    """The sentences of a paragraph, as far as punctuation tells."""
    flat = " ".join(text.split())
    return [sentence for sentence in SENTENCE_END.split(flat) if sentence]


class Section:
    """A heading, and the paragraphs under it up to the next heading."""

    def __init__(self, level, title):
        self.level, self.title, self.paragraphs = level, title, []

    @property
    def words(self):
        return sum(len(WORD.findall(paragraph)) for paragraph in self.paragraphs)


class Document:
    """A text in sections. A list's items are paragraphs; fenced code is left out."""

    def __init__(self, text):
        self.sections = [Section(0, "")]
        self._lines, fence = [], None
        for line in self._without_frontmatter(text.splitlines()):
            mark = FENCE.match(line)
            if fence:
                if mark and mark[1].startswith(fence) and not line.strip(" `~"):
                    fence = None
            elif mark:
                self._end_paragraph()
                fence = mark[1]
            else:
                self._read(line)
        self._end_paragraph()

    @staticmethod
    def _without_frontmatter(lines):
        if lines and lines[0].strip() == "---" and "---" in lines[1:]:
            return lines[lines.index("---", 1) + 1:]
        return lines

    def _read(self, line):
        heading = HEADING.match(line)
        if heading:
            self._end_paragraph()
            self.sections.append(Section(len(heading[1]), heading[2]))
        elif line.strip():
            if ITEM.match(line):
                self._end_paragraph()
            self._lines.append(ITEM.sub("", line))
        else:
            self._end_paragraph()

    def _end_paragraph(self):
        if self._lines:
            self.sections[-1].paragraphs.append("\n".join(self._lines))
        self._lines = []

    def paragraphs(self):
        """Every paragraph with its section, in order."""
        return [(section, paragraph)
                for section in self.sections for paragraph in section.paragraphs]


def central_sentences(document, count):
    """The `count` sentences whose words are commonest in the whole, in the document's order."""
    found = [sentence for _, paragraph in document.paragraphs()
             for sentence in sentences(paragraph) if len(terms(sentence)) >= 4]
    weight = collections.Counter(term for sentence in found for term in set(terms(sentence)))

    def score(sentence):
        distinct = set(terms(sentence))
        return sum(math.log1p(weight[term]) for term in distinct) / math.sqrt(len(distinct) + 4)

    best = sorted(range(len(found)), key=lambda index: (-score(found[index]), index))[:count]
    return [found[index] for index in sorted(best)]


def paragraphs_about(document, words):
    """The paragraphs that hold any of `words`, those with the rarer and more of them first."""
    wanted = set(terms(" ".join(words))) or {word.lower() for word in words}
    rows = [(section, paragraph, collections.Counter(terms(section.title + " " + paragraph)))
            for section, paragraph in document.paragraphs()]
    spread = {word: sum(word in counts for _, _, counts in rows) for word in wanted}

    def score(counts):
        return sum(math.log1p(counts[word]) * math.log((len(rows) + 1) / spread[word])
                   for word in wanted if counts[word])

    hits = [row for row in rows if any(row[2][word] for word in wanted)]
    return [row[:2] for row in sorted(hits, key=lambda row: -score(row[2]))]


def print_outline(document):
    for section in document.sections:
        if section.level:
            print(f"{'  ' * (section.level - 1)}{section.title} ({section.words} words)")
        elif section.words:
            print(f"(before the first heading) ({section.words} words)")


def parse(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("outline", help="list the headings").add_argument("file", metavar="FILE")
    pick = commands.add_parser("sentences", help="pick the central sentences")
    pick.add_argument("file", metavar="FILE")
    pick.add_argument("--count", type=int, default=8, metavar="N")
    about = commands.add_parser("about", help="find the paragraphs about some words")
    about.add_argument("file", metavar="FILE")
    about.add_argument("words", nargs="+", metavar="WORD")
    return parser.parse_args(arguments)


def main(arguments):
    options = parse(arguments)
    try:
        if options.file == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(options.file, "rb") as file:
                data = file.read()
    except OSError as error:
        print(f"digest.py: cannot read {options.file}: {error.strerror}", file=sys.stderr)
        return 1
    document = Document(data.decode("utf-8", "replace"))
    if options.command == "outline":
        print_outline(document)
    elif options.command == "sentences":
        for sentence in central_sentences(document, max(0, options.count)):
            print(f"- {sentence}")
    else:
        for section, paragraph in paragraphs_about(document, options.words):
            print(f"[{section.title or 'start'}]\n{paragraph}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
