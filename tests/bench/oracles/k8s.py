"""The cases of the API server's own test whether one list of rules covers another."""
import json
import re

from oracle import GAINS, NO_GAIN, Case, rows

TITLE = "RBAC rules that cover others, as the API server decides"
BARS = {"covered|uncovered": 23}
FIELDS = {
    "APIGroups": "apiGroups",
    "Resources": "resources",
    "Verbs": "verbs",
    "ResourceNames": "resourceNames",
    "NonResourceURLs": "nonResourceURLs",
}


def rules_of(body, name):
    block = re.search(name + r": \[\]rbacv1\.PolicyRule\{(.*?)\n\t\t\}", body, re.S)
    out = []
    for line in block.group(1).splitlines() if block else []:
        fields = re.findall(r"(\w+): \[\]string\{([^}]*)\}", line)
        if fields:
            out.append({FIELDS[k]: re.findall(r'"([^"]*)"', v) for k, v in fields})
    return out


def role(rules):
    manifest = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRole",
        "metadata": {"name": "r"},
        "rules": rules,
    }
    return json.dumps(manifest).encode()


def case(name, covered, owner, servant):
    return Case(
        name=name,
        label="covered" if covered else "uncovered",
        before=role(owner),
        after=role(servant),
        path="role.yaml",
        agrees=NO_GAIN if covered else GAINS - {"unknown"},
        unsound=set() if covered else NO_GAIN,
    )


def cases(corpus):
    for row in rows(corpus, "k8s_rbac_covers_cases"):
        text = (corpus / row["path"]).read_text()
        for name, body in re.findall(r"\nfunc (TestCovers\w+)\(.*?\{\n(.*?)\n\}\n", text, re.S):
            covered = re.search(r"expectedCovered:\s+(true|false)", body).group(1) == "true"
            yield case(name, covered, rules_of(body, "ownerRules"), rules_of(body, "servantRules"))
        for owner, wanted, covers in re.findall(r'\{"([^"]*)", "([^"]*)", (true|false)\}', text):
            yield case(
                f"path {wanted!r} by {owner!r}",
                covers == "true",
                [{"nonResourceURLs": [owner], "verbs": ["get"]}],
                [{"nonResourceURLs": [wanted], "verbs": ["get"]}],
            )
