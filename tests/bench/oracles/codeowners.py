"""Pairs made from labelled CODEOWNERS files by edits whose meaning is known."""
from oracle import GAINS, NO_GAIN, Case, rows

TITLE = "CODEOWNERS files and edits whose meaning is known"


def is_rule(line):
    return bool(line.strip()) and not line.lstrip().startswith(b"#")


def edits(text):
    lines = text.splitlines(keepends=True)
    rules = [i for i, line in enumerate(lines) if is_rule(line) and len(line.split()) > 1]
    if not rules:
        return
    last = rules[-1]
    ending = b"" if text.endswith(b"\n") else b"\n"
    yield "a comment", "equivalent", text + ending + b"# more\n"
    yield "blank lines", "equivalent", b"\n" + text
    yield "no owner for anything", "widening", text + ending + b"*\n"
    yield "a stranger owns everything", "widening", text + ending + b"* @somebody-new\n"
    pattern = lines[last].split()[0]
    ownerless = b"".join(lines[:last]) + pattern + b"\n" + b"".join(lines[last + 1 :])
    yield "the last rule loses its owners", "widening", ownerless
    yield "no rule left", "widening", b"# nobody\n"


def cases(corpus):
    agrees = {"equivalent": {"equivalent"}, "widening": GAINS}
    for row in rows(corpus, "codeowners"):
        text = (corpus / row["path"]).read_bytes()
        for name, label, edited in edits(text):
            yield Case(
                name=f"{row['path']}: {name}",
                label=label,
                before=text,
                after=edited,
                path="CODEOWNERS",
                agrees=agrees[label],
                unsound=NO_GAIN if label == "widening" else set(),
            )
