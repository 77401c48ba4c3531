// SPDX-License-Identifier: GPL-3.0-or-later
// One change of a text as an undo stack keeps it: what stood at a place, and what stands there now. Units are UTF-16.
#pragma once

#include <QString>

#include <optional>

class QTextDocument;

namespace assay::ui {

struct TextChange {
    qsizetype position = 0;
    QString removed;
    QString inserted;

    [[nodiscard]] bool isEmpty() const { return removed.isEmpty() && inserted.isEmpty(); }
    [[nodiscard]] TextChange inverted() const { return {position, inserted, removed}; }
    /// `text` must have `removed` at `position`.
    void applyTo(QString &text) const { text.replace(position, removed.size(), inserted); }
    bool operator==(const TextChange &) const = default;
};

/// What makes `after` of `before`. The change begins at `latest` or before it: in "aa" that became "aaa" only the cursor knows which one is new.
[[nodiscard]] TextChange changeBetween(QStringView before, QStringView after, qsizetype latest);

/// The same change of `before`, told as one of all from `start` to `end` when it touches that: what is typed over a selection replaces all of it, also where
/// a letter stays the same.
[[nodiscard]] TextChange widened(const TextChange &change, QStringView before, qsizetype start, qsizetype end);

/// One character came or went, or came in the place of what was selected. Anything else came or went as a whole.
[[nodiscard]] bool isOneKey(const TextChange &change);

/// Both as one step of undo: keys typed, or deleted, one beside the other in one line. What a first key took the place of belongs to its step. A line end
/// begins a new step, and so does what came as a whole, or a word after a long stretch.
[[nodiscard]] std::optional<TextChange> joined(const TextChange &first, const TextChange &second);

/// What stands in an editor, character by character: QTextDocument::toPlainText() would turn no-break spaces into spaces.
[[nodiscard]] QString textOf(const QTextDocument &document);
/// As an editor will hold it: with one kind of line end, and without the characters that QTextDocument keeps for itself.
[[nodiscard]] QString editable(QString text);

} // namespace assay::ui
