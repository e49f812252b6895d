// Commands that come to running anything: who may run them freely may run any code.
#pragma once

#include <string_view>

namespace foureyes::ai_agents {

// `spec` is the command of a rule, with * for any text and a trailing ":*": "python3 -c *",
// "npm run test", "kubectl exec:*". Rows: interpreters.def.
bool runs_any_code(std::string_view spec);

}  // namespace foureyes::ai_agents
