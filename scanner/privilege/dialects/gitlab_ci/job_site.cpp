#include "privilege/dialects/gitlab_ci/job_site.h"

#include "base/digest.h"
#include "base/text.h"

namespace foureyes::gitlab_ci {

Grant& add_grant(JobSite& site, std::string_view kind, const JobPlace& place) {
  Grant& grant = site.out.facts.grants.emplace_back();
  grant.plane = Plane::pipeline;
  grant.kind = kind;
  grant.subject = Pattern::literal(site.key);
  grant.subject_words = site.words;
  grant.source = {site.pipeline.path,
                  site.job.name.empty() ? place.route : concat(site.job.name, ".", place.route),
                  place.line};
  return grant;
}

Grant& add_named(JobSite& site, std::string_view kind, const JobPlace& place,
                 const std::string& action, Pattern resource) {
  Grant& grant = add_grant(site, kind, place);
  grant.action = Pattern::literal(action);
  grant.resource = std::move(resource);
  mark_symbol(grant);
  return grant;
}

const std::string* variable(const JobSite& site, const std::string& name) {
  for (const auto* variables : {&site.variables, &site.shared})
    if (const auto found = variables->find(name); found != variables->end()) return &found->second;
  return nullptr;
}

Pattern pattern_for(const JobSite& site, std::string_view text) {
  std::string out;
  std::string used;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t dollar = text.find('$', at);
    out += text.substr(at, dollar == text.npos ? text.npos : dollar - at);
    if (dollar == text.npos) break;
    const bool braced = text.substr(dollar + 1, 1) == "{";
    std::size_t end = dollar + 1 + (braced ? 1 : 0);
    const std::size_t begin = end;
    while (end < text.size() && (is_alphanumeric(text[end]) || text[end] == '_')) ++end;
    const std::string name(text.substr(begin, end - begin));
    const std::string* value = variable(site, name);
    at = end + (braced && text.substr(end, 1) == "}" ? 1 : 0);
    // A value may hold variables in turn; one round is what is read.
    if (value && !contains(*value, "$")) {
      out += *value;
      continue;
    }
    if (value) used += concat(name, "=", *value, "\n");
    out += text.substr(dollar, at - dollar);
  }
  if (!contains(out, "$"))
    return Pattern::literal(replace_all(replace_all(out, "*", "\u2217"), "?", "\uff1f"));
  const bool inputs = contains(out, "$[[");
  used += inputs ? site.pipeline.inputs_digest : "";
  return Pattern::symbol(out, used.empty() ? "" : sha256(used).hex());
}

void mark_symbol(Grant& grant) {
  if (grant.resource.kind != PatternKind::symbol) return;
  grant.unknown = Unknown{UnknownReason::variable, "a variable without a value in the repository",
                          sha256(join(grant.resource.values, "\n")).hex()};
}

void add_supplier(JobSite& site, const ForeignInclude& from, const std::string& route) {
  const std::string written = concat(from.source, from.version.empty() ? "" : "@", from.version);
  Grant& code = add_grant(site, "delegate-code", {route, from.line});
  code.group = from.source;
  code.source.path = from.path;
  code.action = Pattern::literal("run");
  code.resource = Pattern::literal(written);
  code.action_words = concat("run ", written);
  code.brief_words = written;
  if (!from.fixed) site.uncovered.push_back(concat("what ", written, " names at that time"));
  Grant& grant = add_grant(site, "delegate", {route, from.line});
  grant.source.path = from.path;
  grant.subject = Pattern::literal(from.source);
  grant.resource = Pattern::literal(site.key);
  grant.action = from.fixed ? Pattern::literal("supply") : Pattern::set({"supply", "change"});
  grant.subject_words = concat("the owner of `", from.source, "`");
  grant.action_words =
      concat(from.fixed ? "supply code that " : "change the code that ", site.words, " runs");
  grant.brief_words = from.fixed ? "a fixed commit or digest" : "whatever a tag or branch names";
}

std::vector<std::string> strings_of(const DocumentNode* node) {
  std::vector<std::string> out;
  if (!node) return out;
  if (node->is_scalar() && !node->is_null()) out.push_back(node->text);
  for (const DocumentNode& item : node->items)
    for (std::string& text : item.is_sequence() ? strings_of(&item) : std::vector{item.text})
      out.push_back(std::move(text));
  return out;
}

}  // namespace foureyes::gitlab_ci
