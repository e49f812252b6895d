#include "approval/segregation.h"

#include <algorithm>
#include <set>

#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

class Segregator {
 public:
  explicit Segregator(const ApprovalQuestion& question) : question_(question) {
    for (const CandidateApproval& candidate : question.approvals) {
      const bool is_signed = candidate.approval.approval_class == ApprovalClass::a4;
      (is_signed ? has_signatures_ : has_logins_) = true;
    }
  }

  Segregation take() {
    bool all_signed = true;
    for (const ChangeCommit& change : question_.commits) {
      if (change.only_records_approvals) continue;
      add_commit(change);
      all_signed &= !change.signer_fingerprint.empty();
    }
    const PullRequestFacts& facts = question_.pull_request;
    if (facts.opener) exclude_login(facts.opener->login, "opener");
    if (facts.pusher) exclude_login(facts.pusher->login, "pusher");
    const bool pusher_known = facts.pusher && facts.pushed_commit == question_.target.head;
    out_.authorship_proved = all_signed || pusher_known;
    out_.unmapped.assign(unmapped_.begin(), unmapped_.end());
    add_limits();
    return std::move(out_);
  }

 private:
  void add_commit(const ChangeCommit& change) {
    const Commit& commit = change.commit;
    const auto forge = question_.pull_request.commits.find(commit.id);
    const bool has_forge = forge != question_.pull_request.commits.end();
    add_hand(commit.author, has_forge ? forge->second.author_login : "", "author");
    if (!is_github_web_committer(commit.committer.name, commit.committer.email))
      add_hand(commit.committer, has_forge ? forge->second.committer_login : "", "committer");
    for (const Signature& hand : co_authors(commit)) add_hand(hand, "", "co-author");
    if (!change.signer_fingerprint.empty()) {
      exclude(question_.people.by_key(change.signer_fingerprint, change.signer_principal).person,
              "signer");
    }
  }

  // A person is excluded under every name: their e-mail's and their account's.
  void add_hand(const Signature& hand, std::string_view login, std::string_view part) {
    const ResolvedPerson by_email = question_.people.by_email(hand.email);
    exclude(by_email.person, part);
    if (!login.empty() && login != "web-flow") exclude_login(login, part);
    if (!is_comparable(by_email, login.empty() ? noreply_login(hand.email) : std::string(login)))
      unmapped_.insert(plain_text(to_lower(hand.email)));
  }

  // Whether this hand would be recognised behind an approval: the map joins all names, an account
  // only compares with logins, a principal only with signatures.
  bool is_comparable(const ResolvedPerson& by_email, const std::string& login) const {
    if (by_email.in_map || (!login.empty() && question_.people.by_login(login).in_map)) return true;
    const bool with_logins = !login.empty();
    const bool with_keys = by_email.is_signer;
    return (with_logins || with_keys) && (with_logins || !has_logins_) &&
           (with_keys || !has_signatures_);
  }

  void exclude_login(std::string_view login, std::string_view part) {
    exclude(question_.people.by_login(login).person, part);
    exclude(to_lower(login), part);
  }

  void exclude(std::string_view person, std::string_view part) {
    if (!person.empty()) out_.excluded.emplace(person, part);
  }

  void add_limits() {
    if (!out_.authorship_proved) {
      out_.limits.emplace_back(
          "Authorship is asserted: the commits are not all signed by trusted keys and no export "
          "names who pushed this head, so the names in them are claims.");
    }
    if (!out_.unmapped.empty()) {
      const std::size_t shown = std::min<std::size_t>(out_.unmapped.size(), 5);
      const std::vector<std::string> names(out_.unmapped.begin(),
                                           out_.unmapped.begin() + static_cast<long>(shown));
      out_.limits.push_back(concat(
          "Segregation of duties is unprovable for commit identities that no map, signer or forge "
          "account explains: ",
          join(names, ", "), out_.unmapped.size() > shown ? " and more." : "."));
    }
    if (!question_.pull_request.opener) {
      out_.limits.emplace_back(
          "No export names who opened the pull request, so that person is not excluded.");
    }
  }

  const ApprovalQuestion& question_;
  Segregation out_;
  std::set<std::string> unmapped_;
  bool has_logins_ = false;
  bool has_signatures_ = false;
};

}  // namespace

std::string_view Segregation::part_of(std::string_view person, std::string_view approver) const {
  if (const auto found = excluded.find(person); found != excluded.end()) return found->second;
  const auto found = excluded.find(to_lower(approver));
  return found == excluded.end() ? std::string_view{} : std::string_view(found->second);
}

Segregation segregate(const ApprovalQuestion& question) { return Segregator(question).take(); }

}  // namespace foureyes
