// The story that `foureyes demo` tells: a payment repository, a pull request that goes too far, the
// gate, an approval, an auditor. Every step is a command that the reader could type; the demo
// checks each exit code and stops at the first that is not as told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/command.h"

namespace foureyes {

class DemoStory {
 public:
  // `directory` exists and is empty.
  DemoStory(Session& session, std::string directory);
  // The path of the evidence page.
  Result<std::string> tell();

 private:
  Result<void> make_repository();
  Result<void> open_pull_request();
  Result<void> approve_it();
  Result<void> audit_it();
  Result<void> tamper_with_it();
  Result<void> go_too_far();

  void say(std::string_view sentence);
  Result<void> write(std::string_view path, std::string_view content);
  Result<void> shell(std::vector<std::string> words, std::string_view person = "alice");
  Result<void> commit(std::string_view person, std::string_view message);
  Result<void> new_key(std::string_view person);
  Result<std::string> signer_line(std::string_view person, std::string_view name_space);
  // Shows and runs `foureyes words...`; an Error when it does not end in `exit_code`.
  Result<void> foureyes(std::vector<std::string> words, int exit_code);
  std::string repository() const { return directory_ + "/payments"; }
  std::string key(std::string_view person) const;
  std::string page() const { return directory_ + "/evidence/report.html"; }

  Session& session_;
  std::string directory_;
  int minute_ = 0;  // of the story's own clock: the same commits every time
};

}  // namespace foureyes
