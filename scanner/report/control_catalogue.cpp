#include "report/control_catalogue.h"

namespace foureyes {
namespace {

constexpr Control kOwaspNhi[] = {
    {"NHI1:2025", "Improper Offboarding", "Improper Offboarding."},
    {"NHI2:2025", "Secret Leakage", "Secret Leakage."},
    {"NHI3:2025", "Vulnerable Third-Party NHI", "Vulnerable Third-Party NHI."},
    {"NHI4:2025", "Insecure Authentication", "Insecure Authentication."},
    {"NHI5:2025", "Overprivileged NHI", "Overprivileged NHI."},
    {"NHI6:2025", "Insecure Cloud Deployment Configurations",
     "Insecure Cloud Deployment Configurations."},
    {"NHI7:2025", "Long-Lived Secrets", "Long-Lived Secrets."},
    {"NHI8:2025", "Environment Isolation", "Environment Isolation."},
    {"NHI9:2025", "NHI Reuse", "NHI Reuse."},
    {"NHI10:2025", "Human Use of NHI", "Human Use of NHI."},
};

constexpr Control kNistCsf[] = {
    {"PR.AA-01", "",
     "Identities and credentials for authorized users, services, and hardware are managed by the "
     "organization."},
    {"PR.AA-03", "", "Users, services, and hardware are authenticated."},
    {"PR.AA-04", "", "Identity assertions are protected, conveyed, and verified."},
    {"PR.AA-05", "",
     "Access permissions, entitlements, and authorizations are defined in a policy, managed, "
     "enforced, and reviewed, and incorporate the principles of least privilege and separation of "
     "duties."},
    {"ID.RA-01", "", "Vulnerabilities in assets are identified, validated, and recorded."},
    {"ID.RA-07", "",
     "Changes and exceptions are managed, assessed for risk impact, recorded, and tracked."},
    {"ID.RA-09", "",
     "The authenticity and integrity of hardware and software are assessed prior to acquisition "
     "and use."},
    {"PR.DS-01", "",
     "The confidentiality, integrity, and availability of data-at-rest are protected."},
    {"PR.PS-01", "", "Configuration management practices are established and applied."},
    {"PR.PS-04", "", "Log records are generated and made available for continuous monitoring."},
    {"PR.PS-06", "",
     "Secure software development practices are integrated, and their performance is monitored "
     "throughout the software development life cycle."},
    {"DE.CM-09", "",
     "Computing hardware and software, runtime environments, and their data are monitored to find "
     "potentially adverse events."},
};

constexpr ControlFramework kFrameworks[] = {
    {"OWASP-NHI-2025", "OWASP Non-Human Identities Top 10 2025", "OWASP", "2025",
     "https://owasp.org/www-project-non-human-identities-top-10/2025/", kOwaspNhi},
    {"NIST-CSF-2.0", "NIST Cybersecurity Framework 2.0", "NIST", "2.0",
     "https://www.nist.gov/cyberframework", kNistCsf},
};

}  // namespace

std::span<const ControlFramework> control_frameworks() { return kFrameworks; }

std::optional<ControlPlace> find_control(std::string_view id) {
  for (std::size_t f = 0; f < std::size(kFrameworks); ++f)
    for (std::size_t c = 0; c < kFrameworks[f].controls.size(); ++c)
      if (kFrameworks[f].controls[c].id == id) return ControlPlace{f, c};
  return std::nullopt;
}

}  // namespace foureyes
