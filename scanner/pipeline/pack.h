// From the gate's report to an evidence pack: renders what people and machines read, and signs it.
#pragma once

#include <string>

#include "evidence/pack.h"
#include "input/repository.h"
#include "model/check_report.h"
#include "signing/signer.h"

namespace foureyes {

struct PackRequest {
  const CheckReport& report;
  const Repository& repository;  // file texts for SARIF's line hashes
  Signer* signer = nullptr;      // nullptr: unsigned, and the pack says so
  std::string run_context = {};  // outside the claim
};

Result<Pack> make_pack(const PackRequest& request);

// The text of each file of the judged tree, for ReportOptions. Keeps a reference to the repository.
class JudgedFiles {
 public:
  static Result<JudgedFiles> open(const Repository& repository, const Change& change);
  std::optional<std::string> text(const std::string& path) const;

 private:
  explicit JudgedFiles(std::unique_ptr<TreeView> tree) : tree_(std::move(tree)) {}
  std::unique_ptr<TreeView> tree_;
};

}  // namespace foureyes
