// SPDX-License-Identifier: GPL-3.0-or-later
// What changed between two texts or two contents of a prompt. Nothing is lost: the same and removed parts put together are the
// text before, the same and added parts the text after. The shortest script is found while the part that differs stays below
// about 1,400 × 1,400 lines or words; above that the differing part is one replacement, so that no input can stall the window.
#pragma once

#include "core/prompt/promptversion.h"

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace assay::prompt {

enum class DiffKind { same, removed, added };

struct DiffLine {
    DiffKind kind = DiffKind::same;
    QString text;                  ///< without its line end
    std::optional<int> beforeLine; ///< from 1; absent for an added line
    std::optional<int> afterLine;  ///< from 1; absent for a removed line

    bool operator==(const DiffLine &) const = default;
};

struct DiffPart {
    DiffKind kind = DiffKind::same;
    QString text;

    bool operator==(const DiffPart &) const = default;
};

/// Two messages that belong together, or one that has no partner.
struct MessageDiff {
    std::optional<tokens::Role> before; ///< absent: the message is new
    std::optional<tokens::Role> after;  ///< absent: the message is gone
    QList<DiffLine> lines;

    bool operator==(const MessageDiff &) const = default;
};

/// A named text beside the messages.
struct PartDiff {
    enum class Kind { responseSchema, tool, snippet, example };
    Kind kind = Kind::tool;
    QString name;          ///< of the tool or snippet, the example's key; empty for the response schema
    bool isBefore = false; ///< it is in the content before
    bool isAfter = false;
    QList<DiffLine> lines; ///< JSON is indented; of an example its variables, then its answer

    bool operator==(const PartDiff &) const = default;
};

struct SettingDiff {
    QString name;   ///< such as "temperature", as in the JSON form; "examples.tag", "templateOptions.lenient"
    QString before; ///< JSON; empty when not set
    QString after;  ///< JSON; empty when not set

    bool operator==(const SettingDiff &) const = default;
};

struct ContentDiff {
    QList<MessageDiff> messages; ///< in order of the contents, also those that are the same
    QList<SettingDiff> settings; ///< only those that differ
    QList<PartDiff> parts;       ///< likewise; by kind, then name

    [[nodiscard]] bool isEmpty() const; ///< nothing differs
    bool operator==(const ContentDiff &) const = default;
};

/// An empty text has no lines. Where lines were replaced, the removed come before the added.
[[nodiscard]] QList<DiffLine> diffLines(QStringView before, QStringView after);
/// Of each line the parts it has: where lines were replaced, the n-th removed and the n-th added belong together, and show the words that differ if
/// they share two fifths of the words of the one that has less, or any word of a short one. Put together they are the line.
[[nodiscard]] QList<QList<DiffPart>> wordsOfLines(const QList<DiffLine> &lines);
/// Runs of words, blanks and signs; neighbours differ in kind. Words replaced one behind the other are one replacement, with the blanks between them.
[[nodiscard]] QList<DiffPart> diffWords(QStringView before, QStringView after);
[[nodiscard]] ContentDiff diffContents(const Content &before, const Content &after);

} // namespace assay::prompt
