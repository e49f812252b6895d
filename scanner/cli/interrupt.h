// What an interrupted run leaves behind: nothing. Reports are written in one step (base/file.h), so
// all that is to be done is to clear the line of progress.
#pragma once

#include "cli/environment.h"

namespace foureyes {

// SIGINT, SIGTERM and SIGHUP end the process, as they do without this: a shell sees 128 and the
// signal's number. Those that the caller ignores stay ignored.
void clear_line_when_interrupted(const Environment& environment);

}  // namespace foureyes
