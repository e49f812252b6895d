#include "pipeline/reproduce.h"

#include <charconv>

#include "base/json_document.h"
#include "base/text.h"
#include "evidence/build_pack.h"
#include "pipeline/pack.h"

namespace foureyes {
namespace {

// The facts of a pack, member by member.
class PackFacts {
 public:
  PackFacts(const Pack& pack, DocumentNode evidence)
      : pack_(pack), evidence_(std::move(evidence)) {}

  Result<GateRequest> request(std::string_view tool_version) const {
    TRY_ASSIGN(const ObjectId base, commit("base"));
    TRY_ASSIGN(const ObjectId head, commit("head"));
    GateRequest request{base, head};
    request.repository = text({"change", "repository"});
    request.target_ref = text({"change", "targetRef"});
    request.ticket = text({"change", "ticket"});
    request.tool_version = tool_version;
    const std::string number = text({"parameters", "pull_request"});
    std::from_chars(number.data(), number.data() + number.size(), request.pull_request);
    TRY(set_time(request));
    TRY(add_inputs(request));
    return request;
  }

  std::string tool_version() const { return text({"tool", "version"}); }

 private:
  std::string text(std::initializer_list<std::string_view> path) const {
    const DocumentNode* node = &evidence_;
    for (const std::string_view key : path) {
      node = node->find(key);
      if (node == nullptr) return "";
    }
    return node->is_scalar() ? node->text : "";
  }

  Result<ObjectId> commit(std::string_view end) const {
    const auto id = ObjectId::parse(text({"change", end, "commit"}));
    if (id) return *id;
    return failure(
        {concat("the pack's facts name no ", end, " commit"), std::string(pack_member::kEvidence)});
  }

  // The default time is computed again; a given one is taken as given.
  Result<void> set_time(GateRequest& request) const {
    request.as_of_source = text({"asOfSource"});
    if (request.as_of_source == kDefaultTimeSource) return {};
    request.as_of = parse_instant(text({"asOf"}));
    if (request.as_of) return {};
    return failure({"the pack's facts name no time", std::string(pack_member::kEvidence)});
  }

  Result<void> add_inputs(GateRequest& request) const {
    const DocumentNode* inputs = evidence_.find("inputs");
    if (inputs == nullptr) return {};
    for (const DocumentNode& input : inputs->items) {
      if (input.find_string("origin").value_or("") != kCommandLineOrigin) continue;
      const std::string name = input.find_string("name").value_or("");
      const std::string* content = pack_.find(input_member_name(name));
      if (content == nullptr) return failure({"the pack lacks an input that its facts name", name});
      ExternalFile file{name, *content};
      if (input.find("redactedSha256") != nullptr) {
        file.original_sha256 = input.find_string("sha256").value_or("");
      }
      add_input(input.find_string("kind").value_or(""), std::move(file), request);
    }
    return {};
  }

  static void add_input(std::string_view kind, ExternalFile file, GateRequest& request) {
    if (kind == "policy") {
      request.policy = std::move(file);
    } else if (kind == "allowed-signers") {
      request.allowed_signers = std::move(file);
    } else {
      request.approvals.push_back(std::move(file));
    }
  }

  const Pack& pack_;
  DocumentNode evidence_;
};

Result<PackFacts> read_facts(const Pack& pack) {
  const std::string* evidence = pack.find(pack_member::kEvidence);
  if (evidence == nullptr) {
    return failure({"the pack has no facts", std::string(pack_member::kEvidence)});
  }
  TRY_ASSIGN(DocumentNode document, read_json(*evidence, pack_member::kEvidence));
  return PackFacts(pack, std::move(document));
}

}  // namespace

Result<Reproduction> reproduce(const Pack& pack, const GateContext& context,
                               std::string_view tool_version) {
  TRY_ASSIGN(const PackFacts facts, read_facts(pack));
  TRY_ASSIGN(const GateRequest request, facts.request(tool_version));
  TRY_ASSIGN(const CheckReport report, run_gate(request, context));
  TRY_ASSIGN(const Pack again, make_pack({report, context.repository}));
  Reproduction result;
  result.gate_verdict = name_of(report.verdict.result);
  result.difference = first_difference(pack, again);
  if (facts.tool_version() != tool_version) result.other_version = facts.tool_version();
  return result;
}

}  // namespace foureyes
