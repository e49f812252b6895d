"""Workflows without `permissions`, and the same with a least-privilege block."""
from oracle import GAINS, NO_GAIN, Case, rows

TITLE = "workflows: a least-privilege block added, taken away, and form only"
PATH = ".github/workflows/x.yml"
BLOCK = b"permissions:\n  contents: read\n"
PERMISSIVE = ("--default-token", "permissive")


def cases(corpus):
    for row in rows(corpus, "gha_workflow"):
        text = (corpus / row["path"]).read_bytes()
        readable = b"\njobs:" in text and (b"\non:" in text or text.startswith(b"on:"))
        callers = b"workflow_call" in text or b"uses: ./" in text or b"/.github/workflows/" in text
        if b"permissions" in text or not readable or callers or b"---" in text:
            continue
        limited = BLOCK + text
        name = row["path"]
        yield Case(f"{name}: block added", "narrowing", text, limited, PATH, {"narrowed"},
                   options=PERMISSIVE)
        yield Case(f"{name}: block taken away", "widening", limited, text, PATH, GAINS, NO_GAIN,
                   options=PERMISSIVE)
        yield Case(f"{name}: a comment", "equivalent", text, text + b"\n# x\n", PATH,
                   {"equivalent"}, options=PERMISSIVE)
