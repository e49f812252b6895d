// The `grants:` of dbt: in config() of a model, in the YAML of models and in dbt_project.yml. They
// are declarative; each belongs to the project whose folder holds dbt_project.yml.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "model/notice.h"
#include "model/tree_view.h"
#include "privilege/dialects/sql/state.h"
#include "privilege/options.h"

namespace foureyes::sql {

// {{ config(grants={'select': ['a']}) }} in the file at `source`. False when it cannot be read.
bool read_dbt_config(std::string_view text, const GrantSource& source, State& state);

bool may_hold_dbt_grants(std::string_view path);

// By project folder. `paths` are the files to read; nullptr for all of the tree.
std::map<std::string, State> dbt_states(const TreeView& tree, const std::set<std::string>* paths,
                                        const PrivilegeOptions& options,
                                        std::vector<Notice>& notices);

}  // namespace foureyes::sql
