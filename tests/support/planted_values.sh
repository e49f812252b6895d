# Sourced after scenario.sh: looks for planted credentials in all output and every written file.
#
#   values=(...)                 what was planted
#   run COMMAND...               runs it, whatever its exit code, and collects what it prints
#   no_value_in DIRECTORY        fails when a planted value is in what was collected or in a file there

everything=$place/everything

run() {
  steps=$((steps + 1))
  "$@" >> "$everything" 2>&1 || true
}

# The digests that anybody could compare with those of guesses: of a value, and of the lines that hold it.
digests_of() {
  local text=$1
  for command in sha256sum sha1sum md5sum; do
    printf %s "$text" | $command | cut -d' ' -f1
    printf '%s\n' "$text" | $command | cut -d' ' -f1
  done
}

# Not a signer's line: an approval binds to exactly that line, by its digest.
lines_with() { git grep -hF -e "$1" HEAD -- . ':!.foureyes/allowed_signers' 2>/dev/null | sort -u || true; }

# The value itself, as JSON, HTML and base64 would write it, and the digests.
forms_of() {
  local value=$1 line
  printf '%s\n' "$value" "${value//&/&amp;}" "${value//&/\\u0026}" "$(printf %s "$value" | base64 -w0)"
  digests_of "$value"
  lines_with "$value" | while IFS= read -r line; do digests_of "$line"; done
}

no_value_in() {
  local directory=$1 value
  [ -s "$everything" ] || fail "nothing was collected"
  grep -q 'redacted' "$everything" || fail "no mask was seen: did anything find the values?"
  for value in "${values[@]}"; do forms_of "$value"; done | sort -u > "$place/forms"
  [ "$(wc -l < "$place/forms")" -gt "$((${#values[@]} * 8))" ] || fail "too few forms to look for"
  ! grep -qFf "$place/forms" "$everything" || fail "a planted value is in the output: \
$(grep -nFf "$place/forms" "$everything" | cut -d: -f1 | head -3 | tr '\n' ' ')are its lines"
  ! grep -rqFf "$place/forms" "$directory" || fail "a planted value is in a written file: \
$(grep -rlFf "$place/forms" "$directory")"
}
