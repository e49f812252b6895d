// A commit as the gate needs it: who, when, which trees. Names and e-mails are what the commit says
// (asserted); only a signature proves them.
#pragma once

#include <string>
#include <vector>

#include "base/instant.h"
#include "model/object_id.h"

namespace foureyes {

struct Signature {
  std::string name;
  std::string email;
  Instant when;
};

struct Commit {
  ObjectId id;
  ObjectId tree;
  std::vector<ObjectId> parents;
  Signature author;
  Signature committer;
  std::string message;
  // The "gpgsig" header and the bytes it signs; both empty when the commit is unsigned.
  std::string signature;
  std::string signed_payload;
};

// "Name <email>" of each "Co-authored-by:" line, wherever it stands, with the time of the author;
// malformed lines are left out.
std::vector<Signature> co_authors(const Commit& commit);

}  // namespace foureyes
