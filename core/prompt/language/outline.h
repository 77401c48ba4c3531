// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of a source and which of them belong together, also while it is being written and has faults: for matching tags, folding
// and jumping from one to the next.
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace assay::prompt {

struct SourceTag {
    enum class Kind { output, statement, comment };

    Kind kind = Kind::output;
    qsizetype start = 0; ///< of its first brace, UTF-16 units
    qsizetype length = 0;
    QString name{};       ///< of a statement, such as "if" or "endraw"; empty while it has none
    qsizetype group = -1; ///< in Outline::groups; -1 for a tag that stands alone

    bool operator==(const SourceTag &) const = default;
};

struct TagGroup {
    QList<qsizetype> tags{}; ///< in Outline::tags, such as those of if, elif, else, endif
    bool isClosed = false;   ///< its end is there

    bool operator==(const TagGroup &) const = default;
};

struct Outline {
    QList<SourceTag> tags{}; ///< in order
    QList<TagGroup> groups{};

    /// The tag that the offset stands in or behind; between two tags the second.
    [[nodiscard]] std::optional<qsizetype> tagAt(qsizetype offset) const;
    /// All tags of the group of the tag at the offset, that one included; none for a tag that stands alone.
    [[nodiscard]] QList<SourceTag> matchingTags(qsizetype offset) const;
    /// The innermost group that the offset stands between the tags of.
    [[nodiscard]] std::optional<qsizetype> groupAround(qsizetype offset) const;
};

/// Linear.
[[nodiscard]] Outline outlineOf(QStringView source);

} // namespace assay::prompt
