// A changed file while the surfaces look at it: parsed once, when the first of them asks.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace foureyes::surfaces {

class SurfaceFile {
 public:
  // Views: path and content outlive it.
  SurfaceFile(std::string_view path, std::string_view content) : path_(path), content_(content) {}

  std::string_view path() const { return path_; }
  std::string_view content() const { return content_; }
  std::string_view name() const;
  bool has_extension(std::initializer_list<std::string_view> extensions) const;
  bool holds(std::string_view text) const;

  // The documents of a JSON or YAML file; nullptr when it does not parse.
  const std::vector<DocumentNode>* documents();

 private:
  enum class Parse { not_yet, good, bad };
  std::string_view path_;
  std::string_view content_;
  Parse parse_ = Parse::not_yet;
  std::vector<DocumentNode> documents_;
};

// What a file says about privileges, as one text without formatting; "" when it says nothing.
using Facts = std::string;

// Every value below one of these keys, at any depth, with its path: "jobs.deploy.environment=...".
// A key that ends in * is a prefix; one that starts with * a suffix.
Facts facts_by_keys(const DocumentNode& root, std::initializer_list<std::string_view> keys);

// facts_by_keys over all documents; a file that does not parse is compared by its bytes.
Facts facts_of_documents(SurfaceFile& file, std::initializer_list<std::string_view> keys);

// The whole file without formatting; by its bytes when it does not parse.
Facts whole_document(SurfaceFile& file);

// Stands for the content of a file that does not parse.
Facts by_bytes(std::string_view content);

// Lines that are neither empty nor comments, trimmed.
Facts lines_without_comments(SurfaceFile& file);

// Trimmed lines that hold one of the words (case ignored).
Facts lines_with(SurfaceFile& file, std::initializer_list<std::string_view> words);

// Blocks of HCL, Bicep or the like: a line that `starts` accepts, up to its closing brace; white
// space and comments taken out.
Facts brace_blocks(std::string_view text, bool (*starts)(std::string_view line));

}  // namespace foureyes::surfaces
