# Sourced after scenario.sh: what GitHub's API answers for a pull request of HEAD into main, as one joined file.
#
#   github_export [opener=alice] reviews "LOGIN STATE ASSOCIATION"...
github_export() {
  local opener=alice
  case ${1:-} in opener=*) opener=${1#opener=}; shift ;; esac
  [ "${1:-}" = reviews ] && shift
  OPENER=$opener HEAD_SHA=$(git rev-parse HEAD) BASE_SHA=$(git rev-parse main) \
    COMMITS=$(git log --reverse --format='%H %an %cn' main..HEAD) python3 - "$@" <<'PYTHON'
import json, os, sys
repository = {"full_name": "example/payments", "html_url": "https://github.com/example/payments"}
def user(login):
    return {"login": login, "id": 1000 + sum(map(ord, login)), "type": "Bot" if login.endswith("[bot]") else "User"}
api = "https://api.github.com/repos/example/payments/pulls/7"
reviews = []
for position, words in enumerate(sys.argv[1:]):
    login, state, association = words.split()
    reviews.append({"id": position + 1, "user": user(login), "body": "", "state": state,
                    "html_url": "https://github.com/example/payments/pull/7#pullrequestreview-%d" % (position + 1),
                    "pull_request_url": api, "author_association": association,
                    "submitted_at": "2026-03-02T12:%02d:00Z" % position, "commit_id": os.environ["HEAD_SHA"]})
commits = []
for line in os.environ["COMMITS"].splitlines():
    sha, author, committer = line.split()
    people = {"author": {"name": author, "email": author + "@example.com", "date": "2026-03-02T09:00:00Z"},
              "committer": {"name": committer, "email": committer + "@example.com", "date": "2026-03-02T09:00:00Z"}}
    commits.append({"sha": sha, "commit": dict(people, message=""), "author": user(author), "committer": user(committer)})
print(json.dumps({
    "reviews": reviews, "commits": commits,
    "pull_request": {"url": api, "number": 7, "state": "open", "user": user(os.environ["OPENER"]),
                     "commits": len(commits), "author_association": "MEMBER",
                     "head": {"ref": "change", "sha": os.environ["HEAD_SHA"], "repo": repository},
                     "base": {"ref": "main", "sha": os.environ["BASE_SHA"], "repo": repository}}}, indent=1))
PYTHON
}
