"""What the families share: a case, the program's answer to it, and the table.

A family is a module with
    TITLE                      a line
    BARS = {label: (count, of)}  at least `count` of the first `of` must agree (optional)
    cases(corpus)              yields Case
"""
import collections
import json
import pathlib
import subprocess
import tempfile
from dataclasses import dataclass, field

GAINS = {"widened", "mixed", "unknown"}
NO_GAIN = {"equivalent", "narrowed"}


@dataclass
class Case:
    name: str
    label: str  # as the corpus says it
    before: bytes
    after: bytes
    path: str  # the place that both have in a repository
    agrees: set = field(default_factory=set)  # the directions that agree with the label
    unsound: set = field(default_factory=set)  # the directions that hide new access
    options: tuple = ()


def rows(corpus, kind=None):
    for line in (corpus / "index.jsonl").read_text().splitlines():
        row = json.loads(line)
        if kind is None or row["kind"] == kind:
            yield row


@dataclass
class Answer:
    direction: str
    widened: int = 0  # records
    shown: int = 0  # of these, with a witness


def answer_of(case, program):
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "before"), pathlib.Path(folder, "after")
        before.write_bytes(case.before)
        after.write_bytes(case.after)
        command = [program, "diff", "--files", str(before), str(after), "--as", case.path]
        run = subprocess.run(
            [*command, "--format", "json", *case.options], capture_output=True, timeout=60
        )
    if run.returncode != 0:
        return Answer(f"exit {run.returncode}")
    delta = json.loads(run.stdout)
    # A file that nothing reads has no verdict.
    unread = [n for n in delta["notices"] if n.get("reason") == "no-dialect"]
    if unread and not delta["records"]:
        return Answer("unread")
    widened = [r for r in delta["records"] if r["direction"] in ("widened", "mixed")]
    return Answer(
        relation({record["direction"] for record in delta["records"]}, delta["direction"]),
        len(widened),
        sum("witness" in record for record in widened),
    )


def relation(directions, worst):
    """Of the two sides: some records widen and others narrow is mixed, not widened."""
    both = "widened" in directions and "narrowed" in directions and "unknown" not in directions
    return "mixed" if both else worst


def percent(part, whole):
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "0 of 0"


def report(family, corpus, program):
    found = [(case, answer_of(case, program)) for case in family.cases(corpus)]
    answers = [(case, answer.direction) for case, answer in found]
    agreed = collections.Counter(c.label for c, answer in answers if answer in c.agrees)
    total = collections.Counter(c.label for c, _ in answers)
    unsound = [c for c, answer in answers if answer in c.unsound]
    unknown = [c for c, answer in answers if answer == "unknown"]
    print(f"{family.__name__}: {family.TITLE}")
    print(f"  agreement    {percent(sum(agreed.values()), len(answers))}")
    print(f"  unsound      {percent(len(unsound), len(answers))}")
    print(f"  unknown      {percent(len(unknown), len(answers))}")
    shown, widened = sum(a.shown for _, a in found), sum(a.widened for _, a in found)
    print(f"  witness      {percent(shown, widened)} widened records")
    failed = bool(unsound) or not answers
    for label in sorted(total):
        print(f"  {label:<12} {percent(agreed[label], total[label])}")
    for labels, bar in getattr(family, "BARS", {}).items():
        got = sum(agreed[label] for label in labels.split("|"))
        if got < bar:
            print(f"  below the bar: {labels} {got}, needs {bar}")
            failed = True
    for case, answer in answers:
        if answer not in case.agrees:
            mark = " UNSOUND" if answer in case.unsound else ""
            print(f"  - {case.name}: labelled {case.label}, answered {answer}{mark}")
    return failed
