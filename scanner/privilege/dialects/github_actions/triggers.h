// What starts a workflow, and who can make it happen.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "model/grant.h"

namespace foureyes::github_actions {

// Who can cause an event. Outsiders need no right in the repository.
enum class Starter { outsiders, insiders };

struct Trigger {
  std::string event;
  Starter starter = Starter::insiders;
  Condition condition;  // the filters
  std::uint32_t line = 0;
};

std::vector<Trigger> read_triggers(const DocumentNode& workflow);

bool started_by_outsiders(const std::vector<Trigger>& triggers);
bool has_event(const std::vector<Trigger>& triggers, std::string_view event);

std::string_view starter_words(std::string_view event);

// The filters of a trigger, in words: "on refs/heads/main, types opened"; "" when there are none.
std::string filter_words(const Trigger& trigger);

}  // namespace foureyes::github_actions
