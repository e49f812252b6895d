#include "privilege/dialect.h"

namespace foureyes {

#define DIALECT(name) const Dialect& name##_dialect();
#include "privilege/dialects.def"
#undef DIALECT

const std::vector<const Dialect*>& all_dialects() {
  static const std::vector<const Dialect*> dialects = {
#define DIALECT(name) &name##_dialect(),
#include "privilege/dialects.def"
#undef DIALECT
  };
  return dialects;
}

}  // namespace foureyes
