#!/usr/bin/env python3
"""Checks SARIF files with the validators of others: the OASIS schema (ajv) and Microsoft's
sarif-multitool with the rules of code scanning. Any error or warning fails; notes are counted.

    tests/sarif/validate.py [FILE.sarif...]      default: every golden of tests/golden/report

The tools come from the npm registry, once, into FOUREYES_NPM (default: build/sarif-tools). Without
npm, the registry or the schema a check is skipped with a word; exit code 77 when no check ran.
The schema is read from FOUREYES_SHARED (default: ../shared) / vectors/sarif.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TOOLS = pathlib.Path(os.environ.get("FOUREYES_NPM", SOURCE / "build/sarif-tools"))
VECTORS = pathlib.Path(os.environ.get("FOUREYES_SHARED", SOURCE.parent / "shared")) / "vectors/sarif"
PACKAGES = ["@microsoft/sarif-multitool@5", "ajv@8", "ajv-draft-04@1", "ajv-formats@3"]

# Rules of GitHub that are off by default. Left off: GH1004, whose limits are far below the real
# ones, and GH1006, which asks for an absolute checkout path that no reproducible file can have.
ENABLED = {
    "GH1001": "ProvideRequiredLocationProperties",
    "GH1002": "InlineThreadFlowLocations",
    "GH1003": "ProvideRequiredRegionProperties",
    "GH1005": "LocationsMustBeRelativeUrisOrFilePaths",
    "GH1007": "ProvideFullyFormattedMessageStrings",
}

SCHEMA_CHECK = """
const fs = require('fs');
const schema = JSON.parse(fs.readFileSync(process.argv[2]));
const Ajv = require(/draft-04/.test(schema.$schema) ? 'ajv-draft-04' : 'ajv');
const ajv = new (Ajv.default || Ajv)({strict: false, allErrors: true});
const formats = require('ajv-formats');
(formats.default || formats)(ajv);
const validate = ajv.compile(schema);
const found = {};
for (const file of process.argv.slice(3))
  found[file] = validate(JSON.parse(fs.readFileSync(file))) ? [] :
      validate.errors.map(e => e.instancePath + ' ' + e.message);
console.log(JSON.stringify(found));
"""


def install():
    """True when the validators are in TOOLS."""
    if not shutil.which("npm"):
        print("skipped: npm is not installed")
        return False
    if not (TOOLS / "node_modules/@microsoft/sarif-multitool").exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        (TOOLS / "package.json").write_text('{"private": true}\n')
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent",
                               "--fetch-retries=0", "--fetch-timeout=60000", *PACKAGES],
                              cwd=TOOLS, capture_output=True, text=True)
        if done.returncode != 0:
            print("skipped: the npm registry does not give the validators")
            return False
    # Its install script would do this, and npm may be set not to run any.
    multitool().chmod(0o755)
    return True


def check_schema(files):
    """File -> errors; nothing when there is no schema."""
    schema = VECTORS / "sarif-schema-2.1.0.json"
    if not schema.exists():
        print("skipped: no SARIF schema in", VECTORS)
        return {}
    script = TOOLS / "check_schema.js"
    script.write_text(SCHEMA_CHECK)
    done = subprocess.run(["node", script, schema, *files], capture_output=True, text=True,
                          check=True)
    return {name: [f"schema: {error}" for error in errors]
            for name, errors in json.loads(done.stdout).items()}


def configuration():
    rows = "".join(
        f'<Properties Key="{rule}.{name}.Options"><Property Key="RuleEnabled" Value="Error" '
        'Type="Driver.RuleEnabledState" /></Properties>' for rule, name in ENABLED.items())
    return f'<?xml version="1.0" encoding="utf-8"?><Properties>{rows}</Properties>'


def multitool():
    """The program itself: npm's wrapper hands its arguments to a shell, which reads ";"."""
    return next(TOOLS.glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool"))


def run_multitool(file):
    with tempfile.TemporaryDirectory() as directory:
        config = pathlib.Path(directory, "rules.xml")
        config.write_text(configuration())
        out = pathlib.Path(directory, "out.sarif")
        done = subprocess.run(
            [multitool(), "validate", file, "-c", config, "--rule-kind", "Sarif;Ghas",
             "--max-file-size-in-kb", "200000",  # it passes over larger files in silence
             "--level", "Error;Warning;Note", "-o", out, "--log", "ForceOverwrite"],
            capture_output=True, text=True)
        if not out.exists():
            sys.exit(f"multitool wrote nothing: {done.stdout} {done.stderr}")
        return json.loads(out.read_text(encoding="utf-8-sig"))["runs"][0]


def words_of(run, result):
    message = result["message"]
    if "text" in message:
        return message["text"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    text = rule.get("messageStrings", {}).get(message.get("id"), {}).get("text", "")
    for index, argument in enumerate(message.get("arguments", [])):
        text = text.replace("{%d}" % index, argument)
    return text


def check_multitool(file):
    """Errors and warnings in words, and the notes counted by rule."""
    run = run_multitool(file)
    problems, notes = [], {}
    for result in run.get("results", []):
        level, rule = result.get("level", "warning"), result["ruleId"]
        if level == "note":
            notes[rule] = notes.get(rule, 0) + 1
        else:
            problems.append(f"{level}: {rule}: {words_of(run, result)}")
    for invocation in run.get("invocations", []):
        for kind in ("toolExecutionNotifications", "toolConfigurationNotifications"):
            problems += [f"multitool: {n['message'].get('text')}"
                         for n in invocation.get(kind, []) if n.get("level") == "error"]
    return problems, notes


def main(arguments):
    files = [str(pathlib.Path(a).resolve()) for a in arguments] or sorted(
        str(p) for p in (SOURCE / "tests/golden/report").glob("*.sarif"))
    if not install():
        return 77
    schema = check_schema(files)
    failed = False
    for file in files:
        problems, notes = check_multitool(file)
        problems += schema.get(file, [])
        failed |= bool(problems)
        shown = ", ".join(f"{rule} x{count}" for rule, count in sorted(notes.items()))
        print("FAILED" if problems else "ok    ", file, f"(notes: {shown})" if shown else "")
        for problem in problems:
            print("       ", problem)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
