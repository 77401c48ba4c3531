// SPDX-License-Identifier: GPL-3.0-or-later
// One YAML document as JSON. Files come from elsewhere: size, depth and what aliases unfold to are bounded; a collection that holds itself, a key that
// stands twice and an unknown tag are refused. Plain scalars become null, booleans and numbers by the YAML 1.2 core schema; quoted ones stay text. A merge
// key ("<<") is a key like any other.
#pragma once

#include "core/base/json.h"

#include <QHash>

namespace assay::importexport {

struct YamlPlace {
    qint64 line = 1;   ///< from 1
    qint64 column = 1; ///< from 1, in bytes

    bool operator==(const YamlPlace &) const = default;
};

inline constexpr qsizetype kMostFileBytes = 10 * 1024 * 1024; ///< of any file that is read for prompts

struct YamlDocument {
    Json value = Json::null();
    QHash<QString, YamlPlace> places; ///< of values down to the sixth level, by member: "messages[0].template"

    /// The error with line and column of the member that its context names, or of what is nearest around it.
    [[nodiscard]] Error placed(const Error &error) const;
};

/// Errors: parse with line and column; tooLarge past 10 MB (as a file, or unfolded), 200,000 values or 100 levels.
[[nodiscard]] Result<YamlDocument> documentFromYaml(const QByteArray &bytes);
[[nodiscard]] Result<Json> jsonFromYaml(const QByteArray &bytes);

} // namespace assay::importexport
