// layer: privilege
// The first byte chooses the file, the rest is its content: whatever the bytes, a delta, and none
// against itself.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/grants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  constexpr std::array<const char*, 8> kPaths = {".claude/settings.json",     ".claude/agents/a.md",
                                                 ".claude/skills/a/SKILL.md", ".mcp.json",
                                                 ".gemini/settings.json",     ".cursor/cli.json",
                                                 ".cursor/hooks.json",        ".codex/config.toml"};
  if (size == 0) return 0;
  const std::string content(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto empty = tree_of_files({});
  const auto tree = tree_of_files({{kPaths[data[0] % kPaths.size()], content}});
  if (!privilege_delta(*empty, *tree) || !privilege_delta(*tree, *empty)) std::abort();
  if (!read_grants(*tree)) std::abort();
  const auto same = privilege_delta(*tree, *tree);
  if (!same || !same->records.empty()) std::abort();
  return 0;
}
