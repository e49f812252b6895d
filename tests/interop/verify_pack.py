#!/usr/bin/env python3
"""Verifies an evidence pack with other people's programs, unmodified, and nothing of foureyes.

    verify_pack.py DIRECTORY PUBLIC_KEY_PEM ALLOWED_SIGNERS

openssl checks the envelope, cosign the bundle, ssh-keygen the approvals, securesystemslib the
envelope once more. Each also has to refuse a changed file. A program that is not there is skipped
with a word; cosign is looked for in FOUREYES_COSIGN, then in PATH.
"""

import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TYPE = "https://foureyes.dev/change-evidence/v1"
SUBJECTS = ["delta.json", "evidence.json", "manifest.json", "page.shell", "report.md",
            "results.sarif"]


def accepts(*command, stdin=None):
    run = subprocess.run([str(part) for part in command], input=stdin, capture_output=True)
    accepts.output = (run.stdout + run.stderr).decode(errors="replace")
    return run.returncode == 0


def require(condition, words):
    print(("ok       " if condition else "FAILED   ") + words)
    if not condition:
        sys.exit(getattr(accepts, "output", "") + "\n" + words)


def skip(words):
    print("skipped  " + words)


def altered(data):
    return bytes([data[0] ^ 1]) + data[1:]


def check_digests(pack):
    """Manifest and subjects by hashlib: what the design says in words, computed again."""
    manifest = json.loads((pack / "manifest.json").read_bytes())["members"]
    statement = json.loads((pack / "statement.json").read_bytes())
    for name, entry in manifest.items():
        data = (pack / name).read_bytes()
        require(hashlib.sha256(data).hexdigest() == entry["sha256"] and len(data) == entry["size"],
                f"hashlib: {name} is what the manifest says")
    subjects = {subject["name"]: subject["digest"] for subject in statement["subject"]}
    require(sorted(subjects) == sorted(SUBJECTS + ["head"]), "the statement has the known subjects")
    for name in SUBJECTS:
        digest = hashlib.sha256((pack / name).read_bytes()).hexdigest()
        require(subjects[name] == {"sha256": digest}, f"hashlib: {name} is what the statement says")


def check_openssl(pack, key, work):
    if not shutil.which("openssl"):
        return skip("openssl is not installed")
    envelope = json.loads((pack / "envelope.dsse.json").read_bytes())
    kind = envelope["payloadType"].encode()
    payload = base64.b64decode(envelope["payload"], validate=True)
    require(payload == (pack / "statement.json").read_bytes(), "the envelope holds statement.json")
    pae = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    (work / "pae.bin").write_bytes(pae)
    (work / "bad.bin").write_bytes(altered(pae))
    (work / "sig.bin").write_bytes(base64.b64decode(envelope["signatures"][0]["sig"]))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-sigfile",
               work / "sig.bin", "-in"]
    if b"prime256v1" in subprocess.run(["openssl", "pkey", "-pubin", "-in", key, "-noout", "-text"],
                                       capture_output=True).stdout:
        command[6:6] = ["-digest", "sha256"]
    require(accepts(*command, work / "pae.bin"), "openssl accepts the envelope's signature")
    require(not accepts(*command, work / "bad.bin"), "openssl refuses a changed envelope")


def check_cosign(pack, key, work):
    cosign = os.environ.get("FOUREYES_COSIGN") or shutil.which("cosign")
    if not cosign:
        return skip("cosign is not installed")
    offline = ["unshare", "--net", "--map-root-user"]
    prefix = offline if accepts(*offline, "true") else []

    def verify(file, predicate=TYPE):
        return accepts(*prefix, cosign, "verify-blob-attestation", "--key", key, "--bundle",
                       pack / "bundle.sigstore.json", "--insecure-ignore-tlog=true", "--type",
                       predicate, file)

    where = " with the network cut" if prefix else ""
    for name in SUBJECTS:
        require(verify(pack / name), f"cosign accepts {name}{where}")
    (work / "bad").write_bytes(altered((pack / "evidence.json").read_bytes()))
    require(not verify(work / "bad"), "cosign refuses a changed evidence.json")
    require(not verify(pack / "evidence.json", TYPE + "x"), "cosign refuses another predicate type")


def check_ssh_keygen(pack, signers):
    if not shutil.which("ssh-keygen"):
        return skip("ssh-keygen is not installed")
    evidence = json.loads((pack / "evidence.json").read_bytes())
    for considered in evidence["approvals"]["considered"]:
        approval = considered["approval"]
        if approval["class"] != "A4" or not considered["counts"]:
            continue
        statement = pack / "inputs" / approval["source"]
        command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", approval["approver"], "-n",
                   "approval@foureyes.dev", "-s", f"{statement}.sig"]
        data = statement.read_bytes()
        require(accepts(*command, stdin=data), f"ssh-keygen accepts {approval['source']}")
        require(not accepts(*command, stdin=altered(data)), "ssh-keygen refuses a changed statement")


def check_securesystemslib(pack, key):
    try:
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
        from securesystemslib.dsse import Envelope
        from securesystemslib.signer import SSlibKey
    except ImportError:
        return skip("securesystemslib is not installed")
    envelope = json.loads((pack / "envelope.dsse.json").read_bytes())
    public = SSlibKey.from_crypto(load_pem_public_key(pathlib.Path(key).read_bytes()),
                                  keyid=envelope["signatures"][0]["keyid"])
    found = Envelope.from_dict(envelope).verify([public], 1)
    require(len(found) == 1, "securesystemslib accepts the envelope")


def check_sigstore_js(pack, key):
    script = pathlib.Path(__file__).with_name("verify_bundle.js")
    if not shutil.which("node") or not accepts("node", "-e", "require('@sigstore/verify')"):
        return skip("@sigstore/verify is not installed")
    require(accepts("node", script, pack / "bundle.sigstore.json", key),
            "@sigstore/verify accepts the bundle and refuses a changed one")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    pack, key, signers = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as work:
        check_digests(pack)
        check_openssl(pack, key, pathlib.Path(work))
        check_cosign(pack, key, pathlib.Path(work))
        check_ssh_keygen(pack, signers)
        check_securesystemslib(pack, key)
        check_sigstore_js(pack, key)


if __name__ == "__main__":
    main()
