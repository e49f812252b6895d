# Sourced by scenarios and threat tests: a small repository with fixed names and dates, people who work
# in it, and expectations that say what they wanted.
#
#   story "..."                 what happens next, for the reader of the output
#   as alice git commit ...     runs as that person, one minute after the last step
#   expect 1 foureyes check ... runs, keeps its output in $output, fails unless the exit code is 1
#   output_has / output_lacks   look into $output
#
# FOUREYES names the program under test.
set -euo pipefail

FOUREYES=${FOUREYES:-foureyes}
export LC_ALL=C TZ=UTC GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
unset CI GITHUB_ACTIONS GITHUB_BASE_REF GITHUB_REPOSITORY GITHUB_EVENT_PATH 2>/dev/null || true
for variable in $(env | sed -n 's/^\(GIT_[A-Z_]*\)=.*/\1/p'); do
  case $variable in GIT_CONFIG_*) ;; *) unset "$variable" ;; esac
done

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
clock=1772442000   # 2026-03-02T09:00:00Z
output=
steps=0

foureyes() { command "$FOUREYES" "$@"; }

story() { printf '\n-- %s\n' "$*"; }

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  [ -z "$output" ] || printf '%s\n' "--- output" "$output" "---" >&2
  exit 1
}

# as PERSON COMMAND...: PERSON is the name before @example.com.
as() {
  local person=$1
  shift
  clock=$((clock + 60))
  GIT_AUTHOR_NAME=$person GIT_AUTHOR_EMAIL=$person@example.com GIT_AUTHOR_DATE="@$clock +0000" \
    GIT_COMMITTER_NAME=$person GIT_COMMITTER_EMAIL=$person@example.com GIT_COMMITTER_DATE="@$clock +0000" \
    "$@"
}

# commit PERSON MESSAGE: everything in the work tree.
commit() {
  git add -A
  as "$1" git commit -qm "$2"
}

expect() {
  local wanted=$1 code=0
  shift
  steps=$((steps + 1))
  printf '   $ %s\n' "$*"
  output=$("$@" 2>&1) || code=$?
  [ "$code" = "$wanted" ] || fail "exit code $code, expected $wanted: $*"
}

output_has() {
  local text
  for text in "$@"; do
    case $output in *"$text"*) ;; *) fail "the output lacks: $text" ;; esac
  done
}

output_lacks() {
  local text
  for text in "$@"; do
    case $output in *"$text"*) fail "the output has: $text" ;; esac
  done
}

file_has() {
  local file=$1 text
  shift
  for text in "$@"; do
    grep -qF -- "$text" "$file" || fail "$file lacks: $text"
  done
}

file_lacks() {
  local file=$1 text
  shift
  for text in "$@"; do
    ! grep -qF -- "$text" "$file" || fail "$file has: $text"
  done
}

# json FILE EXPRESSION: a value, by Python ("d['verdict']['result']").
json() { python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$1" "$2"; }

new_repository() {
  git init -q -b main "$place/$1"
  cd "$place/$1"
}

# new_key NAME: an Ed25519 key pair at $place/keys/NAME.
new_key() {
  mkdir -p "$place/keys"
  ssh-keygen -q -t ed25519 -N '' -C "$1@example.com" -f "$place/keys/$1"
}

# signer PRINCIPAL NAMESPACE KEY-NAME: a line of allowed_signers.
signer() { printf '%s namespaces="%s" %s\n' "$1" "$2" "$(cut -d' ' -f1,2 "$place/keys/$3.pub")"; }

# public_pem KEY-NAME: the public half of an Ed25519 key as SPKI PEM (RFC 8410), for openssl and cosign.
public_pem() {
  python3 -c 'import base64, sys
key = base64.b64decode(open(sys.argv[1]).read().split()[1])[-32:]
spki = bytes.fromhex("302a300506032b6570032100") + key
print("-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----" % base64.b64encode(spki).decode())' "$place/keys/$1.pub"
}

# elsewhere COMMAND...: under another time zone, language, umask and home, without a network where that is allowed.
elsewhere() {
  local cut=
  unshare -n true 2>/dev/null && cut="unshare -n"
  (umask 077; env TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL=C.UTF-8 HOME="$place" $cut "$@")
}

finish() {
  printf '\n%s: %d steps as told\n' "$(basename "$(dirname "$0")")/$(basename "$0")" "$steps"
}
