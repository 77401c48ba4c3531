// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/tracing.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

namespace {

// Only what the author listed by hand is worth looking through.
constexpr std::size_t kMostElements = 16;
constexpr std::size_t kMostTried = 1000;

bool isOfPieces(const Value &value)
{
    return value.text() && value.origin && value.origin->kind == Origin::Kind::pieces;
}

// The pieces of the text from an offset on, as far as a length.
std::vector<Piece> cut(std::span<const Piece> pieces, qsizetype from, qsizetype length)
{
    std::vector<Piece> parts;
    for (Piece piece : pieces) {
        const qsizetype skipped = qMin(from, piece.length);
        from -= skipped;
        const bool isVerbatim = piece.fromLength == piece.length;
        piece.length = qMin(piece.length - skipped, length);
        if (isVerbatim) {
            piece.from += qint32(skipped);
            piece.fromLength = qint32(piece.length);
        }
        length -= piece.length;
        if (piece.length > 0)
            parts.push_back(piece);
    }
    return parts;
}

// Whether piece by piece the filter gives the same; what it spends on the trial is nobody's. What an argument brings in is in no piece.
std::optional<std::vector<Piece>> eachOnItsOwn(FilterCall &call, const QString &result)
{
    const auto isOfVariable = [&](const std::optional<Value> &argument) { return argument && traceOf(*argument, call.run); };
    if (call.input.origin->pieces.size() > kMostTried || std::ranges::any_of(call.arguments, isOfVariable))
        return std::nullopt;
    const QString input = *call.input.text();
    const Execution::Pause pause(call.run);
    std::vector<Piece> parts;
    QString together;
    qsizetype at = 0;
    for (Piece piece : call.input.origin->pieces) {
        const QString before = input.sliced(at, piece.length);
        FilterCall part{.run = call.run, .filter = call.filter, .input = Value(before), .arguments = call.arguments};
        at += piece.length;
        const Value given = call.filter.apply(part);
        if (!given.text() || call.run.hasFailed())
            return std::nullopt;
        together += *given.text();
        // As long as before, but not unit by unit the same.
        if (given.text()->size() == piece.fromLength && given.text()->compare(before, Qt::CaseInsensitive) != 0)
            piece.fromLength = 0;
        piece.length = given.text()->size();
        parts.push_back(piece);
    }
    return together == result ? std::optional(parts) : std::nullopt;
}

std::optional<std::vector<Piece>> piecesOf(FilterCall &call, const QString &result)
{
    const QString &input = *call.input.text();
    const std::span<const Piece> pieces = call.input.origin->pieces;
    switch (call.filter.tracing) {
    case Tracing::pieces:
        return eachOnItsOwn(call, result);
    case Tracing::places:
        return result.size() == input.size() ? std::optional(std::vector<Piece>(pieces.begin(), pieces.end())) : std::nullopt;
    case Tracing::trimmed: {
        const qsizetype from = input.indexOf(result);
        return from < 0 ? std::nullopt : std::optional(cut(pieces, from, result.size()));
    }
    case Tracing::start: {
        const auto same = std::ranges::mismatch(input, result);
        const qsizetype length = same.in2 - result.begin();
        std::vector<Piece> parts = cut(pieces, 0, length);
        if (length < result.size())
            parts.push_back({.length = result.size() - length, .origin = nullptr, .source = call.run.source(), .from = qint32(call.run.offset()), .fromLength = 0});
        return parts;
    }
    default:
        return std::nullopt;
    }
}

} // namespace

const Origin *traceOf(const Value &value, Execution &run)
{
    const List *list = value.list();
    if (value.origin || !list || !run.traces())
        return value.origin;
    std::vector<const Origin *> origins;
    for (std::size_t i = 0; i < std::min(list->elements.size(), kMostElements); ++i)
        origins.push_back(list->elements[i].origin);
    return run.origins().several(origins);
}

const Origin *tracedTogether(const Value &left, const Value &right, Execution &run)
{
    const std::array<const Origin *, 2> origins{traceOf(left, run), traceOf(right, run)};
    if (!origins[0] || !origins[1] || !run.traces())
        return run.origins().whole(origins[0] ? origins[0] : origins[1]);
    return run.origins().several(origins);
}

void PieceList::add(const Value &value, qsizetype length)
{
    if (length == 0 || !m_run.traces())
        return;
    if (isOfPieces(value) && m_run.origins().spendOnPieces(value.origin->pieces.size()))
        m_pieces.insert(m_pieces.end(), value.origin->pieces.begin(), value.origin->pieces.end());
    else
        m_pieces.push_back({.length = length, .origin = traceOf(value, m_run), .source = m_run.source(), .from = qint32(m_run.offset()), .fromLength = 0});
}

const Origin *PieceList::origin() const
{
    if (std::ranges::none_of(m_pieces, &Piece::origin))
        return nullptr;
    return m_pieces.size() == 1 ? m_run.origins().whole(m_pieces.front().origin) : m_run.origins().pieces(m_pieces);
}

const Origin *tracedJoin(const Value &left, const Value &right, const QString &joined, Execution &run)
{
    if (!left.origin && !right.origin)
        return tracedTogether(left, right, run);
    if (!run.traces())
        return left.origin ? left.origin : right.origin;
    const qsizetype rightLength = right.text() ? right.text()->size() : -1;
    const qsizetype leftLength = left.text() ? left.text()->size() : rightLength < 0 ? -1 : joined.size() - rightLength;
    if (leftLength < 0)
        return tracedTogether(left, right, run);
    PieceList pieces(run);
    pieces.add(left, leftLength);
    pieces.add(right, joined.size() - leftLength);
    return pieces.origin();
}

const Origin *tracedSlice(const Value &text, qsizetype from, qsizetype length, Execution &run)
{
    const bool keepsPieces = isOfPieces(text) && run.origins().spendOnPieces(text.origin->pieces.size());
    return keepsPieces ? run.origins().pieces(cut(text.origin->pieces, from, length)) : run.origins().whole(text.origin);
}

Value traced(FilterCall &call, Value result)
{
    if (call.filter.tracing == Tracing::own || result.origin)
        return result;
    if (isOfPieces(call.input) && result.text() && call.run.origins().spendOnPieces(call.input.origin->pieces.size())) {
        if (const auto pieces = piecesOf(call, *result.text())) {
            result.origin = call.run.origins().pieces(*pieces);
            return result;
        }
    }
    const Origin *first = traceOf(call.input, call.run);
    std::vector<const Origin *> origins;
    for (const std::optional<Value> &argument : call.arguments) {
        if (const Origin *origin = argument ? traceOf(*argument, call.run) : nullptr)
            origins.push_back(origin);
    }
    if (origins.empty()) {
        result.origin = call.run.origins().whole(first);
    } else {
        origins.insert(origins.begin(), first);
        result.origin = call.run.origins().mixed(call.run.origins().several(origins), first);
    }
    return result;
}

} // namespace assay::prompt
