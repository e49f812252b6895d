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

no_value_in() {
  local directory=$1 value form
  [ -s "$everything" ] || fail "nothing was collected"
  grep -q 'redacted' "$everything" || fail "no mask was seen: did anything find the values?"
  for value in "${values[@]}"; do
    # The value itself, and as JSON, HTML and base64 would write it.
    for form in "$value" "${value//&/&amp;}" "${value//&/\\u0026}" "$(printf %s "$value" | base64 -w0)"; do
      ! grep -qF -- "$form" "$everything" || fail "a planted value is in the output: $(grep -F -- "$form" "$everything" | head -3 | sed "s/$form/(VALUE)/g")"
      ! grep -rqF -- "$form" "$directory" || fail "a planted value is in a written file: $(grep -rlF -- "$form" "$directory")"
    done
  done
}
