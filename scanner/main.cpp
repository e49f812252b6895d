#include "builtin_rules/builtin_rules.h"
#include "cli/run.h"

int main(int argc, char** argv) { return foureyes::run(argc, argv, foureyes::builtin_rules()); }
