"""Pairs published with AWS's CheckNoNewAccess verdicts."""
from oracle import GAINS, NO_GAIN, Case, rows

TITLE = "AWS CheckNoNewAccess: FAIL is new access, PASS is none"
BARS = {"FAIL": 53, "PASS": 43}


def cases(corpus):
    for row in rows(corpus, "aws_check_no_new_access"):
        if "pair" not in row:
            continue
        label = row["expected"]["check_no_new_access"]
        yield Case(
            name=row["pair"]["id"],
            label=label,
            before=(corpus / row["pair"]["before_path"]).read_bytes(),
            after=(corpus / row["path"]).read_bytes(),
            path="policy.json",
            agrees=GAINS if label == "FAIL" else NO_GAIN,
            unsound=NO_GAIN if label == "FAIL" else set(),
        )
