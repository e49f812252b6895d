#!/usr/bin/env python3
"""Measure and train the model of the generic detection on labelled repositories.

  train.py vary LABELS FILES OUT COMMON_WORDS                     copies of files with other values in the places of T values
  train.py measure PLACES LABELS FILES [--findings SARIF]         table of methods, cross-validated by repository
  train.py write PLACES LABELS FILES MODEL [--findings SARIF]     the model, as rules/generic/model.txt

PLACES: what generic_candidates wrote over FILES, a directory with a directory a repository. LABELS: rows of path,
line_start, line_end, label (T a credential, F not one, X either), category, value_start, value_end; rows of category UUID
count as X. SARIF: a report of the program over FILES; findings of rules that the model does not decide are credited as
they are. A place counts as a credential when it is on a T line and shares bytes with the value. Lines are what is scored: a T
line is found when a finding covers it; a line with a finding and neither T nor X is a false positive.
--varied OUT PLACES: those copies and their places count as a few credentials more, so that the model has seen values of every
kind in every place; never in a fold that is tested.
Needs lightgbm, scikit-learn and numpy.
"""
import argparse, collections, csv, json, os, random, re, string, urllib.parse
import lightgbm, numpy

MODEL_RULES = {"generic-secret", "generic-secret-unquoted", "generic-secret-xml", "generic-user-password"}
FOLDS = 5
PRECISION = 0.90    # of everything at the gate's default level
VARIED_WEIGHT = 0.15  # of a varied place beside a labelled one
MARGIN = 0.015      # more than that is asked for within the training folds


class Lines:
    """Byte offsets of a file to line numbers from 1."""

    def __init__(self, path):
        self.bytes = open(path, "rb").read()
        self.starts = numpy.array([0] + [i + 1 for i, b in enumerate(self.bytes) if b == 10])

    def line(self, offset):
        return int(numpy.searchsorted(self.starts, offset, "right"))

    def text(self, line):
        end = self.starts[line] if line < len(self.starts) else len(self.bytes)
        return self.bytes[self.starts[line - 1]:end]


def read_places(file):
    with open(file, encoding="utf-8", errors="surrogateescape") as places:
        head = next(places).rstrip("\n").split("\t")
        rows = [line.rstrip("\n").split("\t") for line in places]
    return (head[5:], [row[0] for row in rows], numpy.array([row[1:5] for row in rows], dtype=numpy.int64),
            numpy.array([row[5:] for row in rows], dtype=numpy.int32))


class Data:
    def __init__(self, options):
        self.files = {}
        self.root = options.files
        self.read_labels(options.labels)
        self.read_places(options.places)
        self.mark_places()
        self.credited = self.read_findings(options.findings, {"medium", "high"}) if options.findings else set()
        self.credited_low = self.read_findings(options.findings, {"low"}) if options.findings else set()
        self.varied = self.read_varied(*options.varied) if options.varied else None

    def lines(self, path):
        if path not in self.files:
            self.files[path] = Lines(os.path.join(self.root, path))
        return self.files[path]

    def read_labels(self, file):
        self.labels, self.truth, self.rows = collections.defaultdict(set), set(), collections.defaultdict(list)
        for row in csv.DictReader(open(file, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
            first, last = int(row["line_start"]), int(row["line_end"])
            label = "X" if row["category"] == "UUID" and row["label"] == "T" else row["label"]
            if label == "T":
                self.truth.add((row["path"], first))
                self.rows[(row["path"], first)].append(row)
            for line in range(first, last + 1):
                self.labels[(row["path"], line)].add(label)

    def read_places(self, file):
        self.names, self.paths, self.ranges, self.features = read_places(file)
        self.repositories = numpy.array([path.split("/")[0] for path in self.paths])

    def value_range(self, row, line, lines):
        text = lines.text(line).decode("utf-8", "replace")
        start = len(text[:int(row["value_start"])].encode())
        end = len(text[:int(row["value_end"])].encode()) if row["value_end"] else len(text.encode())
        return start, max(end, start + 1)

    def mark_places(self):
        """1 a credential, 0 none, -1 neither: beside a credential on its line, or an X line."""
        self.places, marks = [], []
        for path, (begin, end, _, _) in zip(self.paths, self.ranges):
            lines = self.lines(path)
            line = lines.line(begin)
            labels = self.labels.get((path, line), set())
            mark = -1 if labels & {"T", "X"} else 0
            for row in self.rows.get((path, line), []):
                first = int(lines.starts[line - 1])
                start, stop = (0, 1 << 30) if not row["value_start"] else self.value_range(row, line, lines)
                if begin - first < stop and end - first > start:
                    mark = 1
            self.places.append((path, line))
            marks.append(mark)
        self.marks = numpy.array(marks)

    def read_findings(self, file, confidences):
        credited = set()
        for result in json.load(open(file))["runs"][0].get("results", []):
            if result["ruleId"] in MODEL_RULES or result["properties"]["confidence"] not in confidences:
                continue
            place = result["locations"][0]["physicalLocation"]
            match = re.search(r"(?:^|/)([0-9a-f]{8}/.*)$", urllib.parse.unquote(place["artifactLocation"]["uri"]))
            if not match:
                continue
            first = place.get("region", {}).get("startLine", 1)
            lines = range(first, min(place.get("region", {}).get("endLine", first), first + 500) + 1)
            credited |= {(match[1], line) for line in lines if (match[1], line) in self.truth}
            if not any(self.labels.get((match[1], line), set()) & {"T", "X"} for line in lines):
                credited.add((match[1], first))
        return credited

    def read_varied(self, root, file):
        """(features, repositories) of the places in which a value was put."""
        put = set()
        for line in open(os.path.join(root, "values.tsv"), encoding="utf-8"):
            put.add(tuple(line.rstrip("\n").split("\t")))
        known = {value for _, value in put}
        _, paths, ranges, features = read_places(file)
        kept, contents = [], {}
        for i, (path, (begin, end, _, _)) in enumerate(zip(paths, ranges)):
            if path not in contents:
                contents[path] = open(os.path.join(root, path), "rb").read()
            value = contents[path][begin:end].decode("utf-8", "replace")
            if value in known and (path, value) in put:
                kept.append(i)
        return features[kept], numpy.array([paths[i].split("/")[0] for i in kept])

    def score(self, flagged, repositories=None):
        def within(line):
            return repositories is None or line[0].split("/")[0] in repositories
        truth = {line for line in self.truth if within(line)}
        flagged = {line for line in flagged if within(line)}
        hits = len(flagged & truth)
        wrong = sum(1 for line in flagged if not self.labels.get(line, set()) & {"T", "X"})
        precision, recall = hits / max(1, hits + wrong), hits / max(1, len(truth))
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    def curve(self, scores, repositories):
        """(score, precision, recall, F1) for every threshold, from the highest."""
        best = {}
        for i in numpy.nonzero(numpy.isin(self.repositories, list(repositories)))[0]:
            line = self.places[i]
            best[line] = max(best.get(line, -1e9), scores[i])
        credited = {line for line in self.credited if line[0].split("/")[0] in repositories}
        truth = {line for line in self.truth if line[0].split("/")[0] in repositories}
        hits = len(credited & truth)
        wrong = sum(1 for line in credited if not self.labels.get(line, set()) & {"T", "X"})
        points = []
        for line, score in sorted(best.items(), key=lambda item: (-item[1], item[0])):
            if line in credited:
                continue
            labels = self.labels.get(line, set())
            hits += line in truth
            wrong += not labels & {"T", "X"}
            precision, recall = hits / max(1, hits + wrong), hits / len(truth)
            points.append((score, precision, recall, 2 * precision * recall / max(1e-9, precision + recall)))
        return points


def made_up_value(source, words):
    """A password as a generator makes it, as a person makes it, a token, hexadecimal digits, base64."""
    def some(alphabet, low, high):
        return "".join(source.choice(alphabet) for _ in range(source.randint(low, high)))
    letters = string.ascii_letters + string.digits
    kind = source.random()
    if kind < 0.40:
        return some(letters + "!#%*+-_.@$^&", 8, 18)
    if kind < 0.55:
        return some(letters, 10, 40)
    if kind < 0.65:
        size = source.choice([32, 40, 64])
        return some("0123456789abcdef", size, size)
    if kind < 0.75:
        return some(letters + "+/", 22, 43) + source.choice(["=", "=="])
    if kind < 0.90:
        word = source.choice(words)
        return (word.capitalize() if source.random() < 0.4 else word) + source.choice("_!@-1") + str(source.randint(1, 99999))
    return some(string.ascii_lowercase, 7, 14)


def vary(options):
    source = random.Random(7)
    words = [word for line in open(options.words) if line[0] in "123" for word in line.split()[1:] if 4 <= len(word) <= 9]
    by_path = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in csv.DictReader(open(options.labels, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["label"] == "T" and row["category"] != "UUID" and row["value_start"] and row["value_end"]:
            by_path[row["path"]][int(row["line_start"])].append((int(row["value_start"]), int(row["value_end"])))
    os.makedirs(options.out)
    values = open(os.path.join(options.out, "values.tsv"), "w", encoding="utf-8")
    for copy in range(2):
        for path, rows in by_path.items():
            name = os.path.join(options.files, path)
            lines = open(name, encoding="utf-8", errors="surrogateescape", newline="").read().split("\n")
            repository, rest = path.split("/", 1)
            target = f"{repository}/copy{copy}/{rest}"
            for number, places in rows.items():
                line = lines[number - 1]
                for start, end in sorted(places, reverse=True):
                    if end - start > 60 or end > len(line) or set(line[start:end]) & set(" {}<>"):
                        continue
                    value = made_up_value(source, words)
                    line = line[:start] + value + line[end:]
                    values.write(f"{target}\t{value}\n")
                lines[number - 1] = line
            os.makedirs(os.path.dirname(os.path.join(options.out, target)), exist_ok=True)
            with open(os.path.join(options.out, target), "w", encoding="utf-8", errors="surrogateescape", newline="") as out:
                out.write("\n".join(lines))


def weights_of(repositories):
    """A repository with many places counts for more than one with few, but not in proportion."""
    counts = collections.Counter(repositories)
    weights = numpy.array([counts[name] ** -0.3 for name in repositories])
    return weights / weights.mean()


def train_trees(data, rows, seed, trees, leaves):
    rows = rows[data.marks[rows] >= 0]
    settings = dict(objective="binary", learning_rate=0.05, num_leaves=leaves, min_data_in_leaf=12, feature_fraction=0.4,
                    bagging_fraction=0.8, bagging_freq=1, lambda_l2=3, verbose=-1, seed=seed, num_threads=2,
                    deterministic=True)
    features, labels = data.features[rows], (data.marks[rows] == 1).astype(int)
    weights = weights_of(data.repositories[rows])
    if data.varied is not None:
        of_fold = numpy.isin(data.varied[1], list(set(data.repositories[rows])))
        features = numpy.vstack([features, data.varied[0][of_fold]])
        labels = numpy.concatenate([labels, numpy.ones(of_fold.sum(), dtype=int)])
        weights = numpy.concatenate([weights, weights_of(data.varied[1][of_fold]) * VARIED_WEIGHT])
    training = lightgbm.Dataset(features, label=labels, weight=weights, feature_name=data.names)
    return lightgbm.train(settings, training, num_boost_round=trees)


def trees(count, leaves):
    def fit(data, rows, seed):
        model = train_trees(data, rows, seed, count, leaves)
        return lambda these: model.predict(data.features[these], raw_score=True)
    return fit


def logistic(data, rows, seed):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import QuantileTransformer
    rows = rows[data.marks[rows] >= 0]
    model = make_pipeline(QuantileTransformer(n_quantiles=100, random_state=seed), LogisticRegression(C=0.3, max_iter=300))
    model.fit(data.features[rows], data.marks[rows] == 1, logisticregression__sample_weight=weights_of(data.repositories[rows]))
    return lambda these: model.decision_function(data.features[these])


def one_feature(name, direction=1):
    def fit(data, rows, seed):
        column = data.names.index(name)
        return lambda these: direction * data.features[these][:, column].astype(float)
    return fit


METHODS = {
    "entropy": one_feature("entropy"),
    "rarity (letter sequences)": one_feature("total_cost"),
    "uncommon letters": one_feature("unknown_letters"),
    "logistic regression": logistic,
    "100 trees of 4 leaves": trees(100, 4),
    "100 trees of 12 leaves": trees(100, 12),
    "300 trees of 15 leaves": trees(300, 15),
    "500 trees of 31 leaves": trees(500, 31),
}
SHIPPED = (300, 15)


def threshold(points, precision):
    """The lowest score at which everything above is that precise."""
    fine = [point for point in points if point[1] >= precision]
    return min(point[0] for point in fine) if fine else points[0][0]


def validate(data, method, seed):
    """Scores of each place by a model that saw no place of its repository; and what the thresholds, chosen within
    the training folds, flag."""
    names = sorted({line[0].split("/")[0] for line in data.truth} | set(data.repositories))
    order = numpy.random.RandomState(seed).permutation(names)
    fold = {name: i % FOLDS for i, name in enumerate(order)}
    folds = numpy.array([fold[name] for name in data.repositories])
    scores, medium, low = numpy.zeros(len(data.paths)), set(data.credited), data.credited | data.credited_low
    for k in range(FOLDS):
        inner = numpy.full(len(data.paths), -1e9)
        others = [j for j in range(FOLDS) if j != k]
        for half in (others[:2], others[2:]):
            rest = numpy.nonzero(numpy.isin(folds, [j for j in others if j not in half]))[0]
            held = numpy.nonzero(numpy.isin(folds, half))[0]
            inner[held] = method(data, rest, seed)(held)
        points = data.curve(inner, {name for name in names if fold[name] != k})
        at_medium = threshold(points, PRECISION + MARGIN)
        at_low = min(at_medium, max(points, key=lambda point: point[3])[0])
        test = numpy.nonzero(folds == k)[0]
        scores[test] = method(data, numpy.nonzero(folds != k)[0], seed)(test)
        medium |= {data.places[i] for i in test if scores[i] >= at_medium}
        low |= {data.places[i] for i in test if scores[i] >= at_low}
    return scores, medium, low


def measure(data, options):
    print("method | best F1 | recall at precision .90 | medium and up: precision recall F1 | all: precision recall F1")
    for name, method in METHODS.items():
        if options.only and options.only not in name:
            continue
        rows = []
        for seed in range(options.seeds):
            scores, medium, low = validate(data, method, seed)
            points = data.curve(scores, set(data.repositories))
            at_precision = [point[2] for point in points if point[1] >= PRECISION]
            rows.append((max(point[3] for point in points), max(at_precision, default=0), *data.score(medium),
                         *data.score(low)))
        best, recall, *rest = numpy.mean(rows, axis=0)
        print(f"{name} | {best:.3f} | {recall:.3f} | " + " | ".join(
            " ".join(f"{value:.3f}" for value in rest[i:i + 3]) for i in (0, 3)), flush=True)
        last = [data.score(medium, {name}) for name in sorted({line[0].split("/")[0] for line in data.truth})]
        medians = numpy.median(numpy.array(last), axis=0)
        x_lines = {line for line, labels in data.labels.items() if labels == {"X"}}
        print(f"  medians over repositories {medians[0]:.3f} {medians[1]:.3f} {medians[2]:.3f}; "
              f"X lines flagged {len(x_lines & medium)} of {len(x_lines)}", flush=True)


def tree_text(names, node):
    if "split_index" not in node:
        return [str(round(node["leaf_value"] * 1000))]
    assert node["decision_type"] == "<="
    head = f"{names[node['split_feature']]}<={int(numpy.floor(node['threshold']))}@{round(node['internal_value'] * 1000)}"
    return [head] + tree_text(names, node["left_child"]) + tree_text(names, node["right_child"])


def write(data, options):
    count, leaves = SHIPPED
    medium, low = [], []
    for seed in range(options.seeds):
        scores, _, _ = validate(data, trees(count, leaves), seed)
        points = data.curve(scores, set(data.repositories))
        medium.append(threshold(points, PRECISION + MARGIN))
        low.append(min(medium[-1], max(points, key=lambda point: point[3])[0]))
    model = train_trees(data, numpy.arange(len(data.paths)), 0, count, leaves)
    dump = model.dump_model()
    lines = ["foureyes generic model 1", f"# {count} trees of {leaves} leaves; tests/bench/generic/train.py wrote it",
             f"medium {round(float(numpy.mean(medium)) * 1000)}", f"low {round(float(numpy.mean(low)) * 1000) - options.slack}",
             "bias 0"]
    lines += ["tree " + " ".join(tree_text(data.names, tree["tree_structure"])) for tree in dump["tree_info"]]
    with open(options.model, "w") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines[2:4]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run in (("measure", measure), ("write", write)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        for argument in ("places", "labels", "files"):
            command.add_argument(argument)
        if name == "write":
            command.add_argument("model")
            command.add_argument("--slack", type=int, default=0, help="thousandths of log-odds that low is below best F1")
        command.add_argument("--findings")
        command.add_argument("--only", default="")
        command.add_argument("--seeds", type=int, default=2)
        command.add_argument("--varied", nargs=2, metavar=("OUT", "PLACES"))
    command = commands.add_parser("vary")
    command.set_defaults(run=vary)
    for argument in ("labels", "files", "out", "words"):
        command.add_argument(argument)
    options = parser.parse_args()
    options.run(options) if options.run is vary else options.run(Data(options), options)


if __name__ == "__main__":
    main()
