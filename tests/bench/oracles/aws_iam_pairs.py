"""Pairs of IAM policies whose relation an SMT solver decided."""
from oracle import NO_GAIN, Case, rows

TITLE = "IAM pairs decided by an SMT solver, exact relation"
BARS = {"equivalent|incomparable|narrowing|widening": 70}
EXACT = {
    "equivalent": "equivalent",
    "narrowing": "narrowed",
    "widening": "widened",
    "incomparable": "mixed",
}


def cases(corpus):
    for row in rows(corpus, "aws_iam_policy_pair"):
        label = row["expected"]["relation_before_to_after"]
        yield Case(
            name=row["pair"]["id"],
            label=label,
            before=(corpus / row["pair"]["before_path"]).read_bytes(),
            after=(corpus / row["path"]).read_bytes(),
            path="policy.json",
            agrees={EXACT[label]},
            unsound=NO_GAIN if label in ("widening", "incomparable") else set(),
        )
