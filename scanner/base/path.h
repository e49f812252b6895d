// Repository paths: relative, '/'-separated, bytes as git stores them.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

std::string_view file_name(std::string_view path);
std::string_view directory_name(std::string_view path);  // "" at the root
std::string_view extension(std::string_view path);       // without the dot, "" when none
// Resolves "." and ".." without touching the disk; nullopt-like "" when it leaves the root.
std::string normalise(std::string_view path);
std::string join_path(std::string_view directory, std::string_view name);
bool is_inside(std::string_view path, std::string_view directory);

}  // namespace foureyes
