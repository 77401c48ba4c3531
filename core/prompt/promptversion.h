// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt version: the immutable, numbered snapshot of what is sent. Plain values; nothing here touches a file.
#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/prompt/content.h"

namespace assay::prompt {

using PromptId = Id<struct PromptTag>;
using VersionId = Id<struct VersionTag>;

struct Version {
    VersionId id;
    PromptId promptId;
    QString promptName;
    int number = 0; ///< from 1, without gaps within its prompt
    Content content;
    QString note;              ///< why it was made, one line
    std::optional<int> parent; ///< number of the version it was made from
    QString contentHash;
    UtcTime createdAt;
    QString author = {}; ///< who saved it; empty: not known

    /// "triage@3"
    [[nodiscard]] QString label() const;
    bool operator==(const Version &) const = default;
};

struct VersionReference {
    QString prompt;
    std::optional<int> number = {}; ///< absent: by label, else the newest
    QString label = {};             ///< such as "production"; empty: none

    bool operator==(const VersionReference &) const = default;
};
/// "triage@3", "triage", "triage@latest" or, by label, "triage@production". Errors: invalidInput.
[[nodiscard]] Result<VersionReference> versionReferenceFromText(QStringView text);

/// Of a new label: at most 64 letters, digits and . _ - / +, the first a letter, so that it is no number; not "latest". Then "triage@production" needs no
/// quotes in a shell, an address or a file. An earlier Assay let more pass; what it made is still read. Errors: invalidInput.
[[nodiscard]] Result<void> checkLabelName(const QString &label);

} // namespace assay::prompt
