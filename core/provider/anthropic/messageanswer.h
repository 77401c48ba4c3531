// SPDX-License-Identifier: GPL-3.0-or-later
// A message, put together from its events or read as a whole. Source: Anthropic API reference, "Streaming Messages".
#pragma once

#include "core/provider/anthropic/messageparts.h"
#include "core/provider/wire/api.h"

#include <map>

namespace assay::provider::anthropic {

class MessageAnswer final : public wire::AnswerParts {
public:
    [[nodiscard]] Result<QString> addEvent(const net::ServerEvent &event) override;
    [[nodiscard]] bool hasEndMark() const override { return m_hasEndMark; }
    [[nodiscard]] bool hasFinish() const override { return !m_ending.reason.isEmpty(); }
    [[nodiscard]] QString text() const override { return m_completion.text; }
    [[nodiscard]] Completion takeCompletion() override;
    [[nodiscard]] Result<Completion> readWhole(QByteArrayView body) override;

private:
    void start(const Json &event);
    QString startBlock(const Json &event);
    QString addToBlock(const Json &event);
    void end(const Json &event);

    Completion m_completion;
    Json m_usage = Json::null();        ///< all that was told so far
    bool m_hasOutputCount = false;      ///< what message_start says of the output is no count yet
    std::map<qint64, ToolCall> m_calls; ///< by the index of their block; the arguments as they stand in its start
    std::map<qint64, QString> m_pieces; ///< the arguments out of deltas
    Ending m_ending;
    bool m_hasThinking = false;
    bool m_hasEndMark = false;
};

} // namespace assay::provider::anthropic
