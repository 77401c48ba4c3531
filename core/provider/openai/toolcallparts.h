// SPDX-License-Identifier: GPL-3.0-or-later
// Tool calls of an answer, whole or put together from the pieces of a stream, however a server numbers them.
#pragma once

#include "core/provider/chatmodel.h"

namespace assay::provider::openai {

/// One entry of "tool_calls", or of a delta's. Texts may hold halves of characters.
struct ToolPiece {
    std::optional<qint64> index;
    QString id;
    QString name;
    QString arguments; ///< of a string as it is; of an object its JSON

    [[nodiscard]] bool isEmpty() const { return id.isEmpty() && name.isEmpty() && arguments.isEmpty(); }
};

/// Of a message or a delta; also of the older "function_call".
[[nodiscard]] QList<ToolPiece> toolPieces(const Json &message);

class ToolCallParts {
public:
    /// A piece belongs to the call with its index, but a name under another id begins a new call, since some servers give all calls the same
    /// index. Without an index it belongs to the call with its id; what has no id and no name goes on with the last call.
    void addPiece(const ToolPiece &piece);
    /// A call of its own.
    void addWhole(const ToolPiece &piece);
    [[nodiscard]] bool isEmpty() const { return m_parts.isEmpty(); }
    /// In the order of their indices.
    [[nodiscard]] QList<ToolCall> take();

private:
    ToolPiece *find(const ToolPiece &piece);
    QList<ToolPiece> m_parts;
};

} // namespace assay::provider::openai
