// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/toolcallparts.h"

#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

#include <algorithm>

namespace assay::provider::openai {

using wire::member;
using wire::textOf;

namespace {

QString argumentsOf(const Json *arguments)
{
    if (arguments == nullptr)
        return {};
    return wire::withHalves(arguments->is_string() ? toQString(*arguments) : QString::fromUtf8(toJson(*arguments)));
}

ToolPiece pieceOf(const Json &entry, const Json &function)
{
    ToolPiece piece;
    const Json *index = member(entry, "index");
    if (index != nullptr && index->is<qint64>())
        piece.index = index->as<qint64>();
    piece.id = textOf(entry, "id");
    piece.name = textOf(function, "name");
    piece.arguments = argumentsOf(member(function, "arguments"));
    return piece;
}

} // namespace

QList<ToolPiece> toolPieces(const Json &message)
{
    QList<ToolPiece> pieces;
    if (const Json *calls = member(message, "tool_calls"); calls != nullptr && calls->is_array()) {
        for (const Json &entry : calls->array_range()) {
            const Json *function = member(entry, "function");
            pieces.append(pieceOf(entry, function == nullptr ? Json(jsoncons::json_object_arg) : *function));
        }
    }
    if (const Json *function = member(message, "function_call"); function != nullptr && pieces.isEmpty())
        pieces.append(pieceOf(Json(jsoncons::json_object_arg), *function));
    pieces.removeIf([](const ToolPiece &piece) { return piece.isEmpty(); });
    return pieces;
}

ToolPiece *ToolCallParts::find(const ToolPiece &piece)
{
    const auto last = [this](auto isIt) {
        const auto found = std::find_if(m_parts.rbegin(), m_parts.rend(), isIt);
        return found == m_parts.rend() ? nullptr : &*found;
    };
    const bool hasId = !piece.id.isEmpty();
    const bool begins = !piece.name.isEmpty();
    if (piece.index) {
        ToolPiece *part = last([&piece](const ToolPiece &kept) { return kept.index == piece.index; });
        const bool isAnother = part != nullptr && begins && hasId && !part->id.isEmpty() && part->id != piece.id;
        return isAnother ? nullptr : part;
    }
    if (hasId)
        return last([&piece](const ToolPiece &kept) { return kept.id == piece.id; });
    return begins || m_parts.isEmpty() ? nullptr : &m_parts.last();
}

void ToolCallParts::addPiece(const ToolPiece &piece)
{
    ToolPiece *part = find(piece);
    if (part == nullptr) {
        addWhole(piece);
        return;
    }
    if (part->id.isEmpty())
        part->id = piece.id;
    if (part->name.isEmpty())
        part->name = piece.name;
    part->arguments += piece.arguments;
}

void ToolCallParts::addWhole(const ToolPiece &piece)
{
    m_parts.append(piece);
    if (!piece.index)
        m_parts.last().index = m_parts.size() == 1 ? 0 : *m_parts.at(m_parts.size() - 2).index + 1;
}

QList<ToolCall> ToolCallParts::take()
{
    std::ranges::stable_sort(m_parts, {}, [](const ToolPiece &part) { return *part.index; });
    QList<ToolCall> calls;
    for (const ToolPiece &part : std::as_const(m_parts))
        calls.append({.id = part.id, .name = part.name, .arguments = wire::withoutHalves(part.arguments)});
    m_parts.clear();
    return calls;
}

} // namespace assay::provider::openai
