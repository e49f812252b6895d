# Sourced after scenario.sh: a payment repository with two approvers and a deploy job, on branch main.
#
#   $trusted              allowed_signers outside the repository
#   widen                 turns the deploy job's `contents: read` into `contents: write`
#   approve WHO [WORDS]   signs the delta main..HEAD as that person, to $place/WHO.json
#   check [WORDS]         foureyes check --base main --head HEAD WORDS

payment_repository() {
  new_key bob; new_key carol; new_key gate
  new_repository payments
  mkdir -p .foureyes .github/workflows scripts
  { signer bob@example.com approval@foureyes.dev bob
    signer carol@example.com approval@foureyes.dev carol
    signer gate@example.com evidence@foureyes.dev gate; } > .foureyes/allowed_signers
  trusted=$place/trusted_signers
  cp .foureyes/allowed_signers "$trusted"
  cat > .github/workflows/pay-out.yml <<'YAML'
name: pay-out
on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3
      - run: ./scripts/deploy.sh
YAML
  printf '#!/bin/sh\necho deploy\n' > scripts/deploy.sh
  echo 'amounts = []' > ledger.py
  commit alice "Pay out from tags"
  git switch -qc change
}

widen() { sed -i 's/contents: read/contents: write/' .github/workflows/pay-out.yml; }

approve() {
  local who=$1
  shift
  expect 0 foureyes approve --base main --head HEAD --key "$place/keys/$who" \
    --identity "$who@example.com" --output "$place/$who.json" "$@"
}

check() { foureyes check --base main --head HEAD "$@"; }
