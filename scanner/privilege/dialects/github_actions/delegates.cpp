#include "privilege/dialects/github_actions/delegates.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes::github_actions {
namespace {

bool is_commit(std::string_view ref) {
  return (ref.size() == 40 || ref.size() == 64) && std::all_of(ref.begin(), ref.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool is_platform(std::string_view owner) { return owner == "actions" || owner == "github"; }

}  // namespace

bool is_local(std::string_view uses) { return uses.starts_with("./") || uses.starts_with("../"); }

Delegate delegate_of_image(std::string_view image) {
  Delegate out;
  std::string_view name = image;
  if (const std::size_t at = image.find('@'); at != image.npos) {
    name = image.substr(0, at);
    out.ref = image.substr(at + 1);
    out.fixed = out.ref.starts_with("sha256:");
  }
  const std::size_t colon = name.rfind(':');
  if (colon != name.npos && colon > name.rfind('/') + 1) {
    if (out.ref.empty()) out.ref = name.substr(colon + 1);
    name = name.substr(0, colon);
  }
  const std::size_t slash = name.rfind('/');
  out.source = concat("docker://", name);
  out.owner = concat("docker://", slash == name.npos ? "library" : name.substr(0, slash));
  return out;
}

Delegate delegate_of(std::string_view uses) {
  if (uses.starts_with("docker://")) return delegate_of_image(uses.substr(9));
  Delegate out;
  const std::size_t at = uses.find('@');
  const std::string path = to_lower(uses.substr(0, at));
  if (at != uses.npos) out.ref = uses.substr(at + 1);
  const std::size_t slash = path.find('/');
  out.owner = path.substr(0, slash);
  out.source = path.substr(0, slash == path.npos ? path.npos : path.find('/', slash + 1));
  out.fixed = is_commit(out.ref);
  out.platform = is_platform(out.owner);
  return out;
}

void add_delegate(JobSite& job, const Delegate& delegate, const GrantPlace& place,
                  const std::vector<std::string>& via) {
  job.info.sources.insert(delegate.source);
  const std::string written = concat(delegate.source, "@", delegate.ref);
  Grant code = job_grant(job.subject, "delegate-code", place);
  code.group = delegate.source;
  code.action = Pattern::literal("run");
  code.resource = Pattern::literal(written);
  code.action_words = concat("run ", written);
  code.brief_words = written;
  job.add(std::move(code));
  if (!delegate.fixed)
    job.code.uncovered.push_back(concat("what ", written, " names at that time"));
  Grant grant = job_grant(job.subject, "delegate", place);
  grant.via = via;
  grant.subject = Pattern::literal(delegate.source);
  grant.resource = Pattern::literal(job.subject.key);
  grant.action = delegate.fixed ? Pattern::literal("supply") : Pattern::set({"supply", "change"});
  grant.subject_words = concat("the owner of `", delegate.source, "`");
  grant.action_words = concat(delegate.fixed ? "supply code that " : "change the code that ",
                              job.subject.words, " runs");
  grant.brief_words =
      delegate.fixed ? "a fixed commit or digest" : "whatever a tag or branch names";
  job.add(std::move(grant));
}

}  // namespace foureyes::github_actions
