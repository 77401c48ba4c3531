// SPDX-License-Identifier: GPL-3.0-or-later
// Origins of what is made of other values.
#pragma once

#include "core/prompt/language/filters.h"

namespace assay::prompt {

/// The variables that a value, or for a list made by the template its first elements, came from.
[[nodiscard]] const Origin *traceOf(const Value &value, Execution &run);

/// Of what was made of both.
[[nodiscard]] const Origin *tracedTogether(const Value &left, const Value &right, Execution &run);

/// Of the text `joined`, the left value's text and then the right one's: each part keeps its own.
[[nodiscard]] const Origin *tracedJoin(const Value &left, const Value &right, const QString &joined, Execution &run);

/// Of the part of a text at that place.
[[nodiscard]] const Origin *tracedSlice(const Value &text, qsizetype from, qsizetype length, Execution &run);

/// Collects the pieces of a text that is put together bit by bit.
class PieceList {
public:
    explicit PieceList(Execution &run) : m_run(run) {}
    void add(const Value &value, qsizetype length);
    [[nodiscard]] const Origin *origin() const;

private:
    Execution &m_run;
    std::vector<Piece> m_pieces;
};

/// What a filter gave, with its origin.
[[nodiscard]] Value traced(FilterCall &call, Value result);

} // namespace assay::prompt
