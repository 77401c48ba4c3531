// SPDX-License-Identifier: GPL-3.0-or-later
// A chat completion, put together from the data of its events or read as a whole. Source: OpenAI API reference, "Chat Completions: streaming"; tolerant
// of what compatible servers leave out or add.
#pragma once

#include "core/provider/openai/answerfields.h"
#include "core/provider/openai/thinkfilter.h"
#include "core/provider/wire/api.h"

namespace assay::provider::openai {

class ChatAnswer final : public wire::AnswerParts {
public:
    explicit ChatAnswer(bool stripThinkTags = false) : m_stripThinkTags(stripThinkTags) {}

    [[nodiscard]] Result<QString> addEvent(const net::ServerEvent &event) override;
    [[nodiscard]] bool isWholeEvent(const net::ServerEvent &event) const override;
    /// "[DONE]" was seen: what follows is of no interest.
    [[nodiscard]] bool hasEndMark() const override { return m_hasEndMark; }
    [[nodiscard]] bool hasFinish() const override { return !m_completion.finishRaw.isEmpty(); }
    [[nodiscard]] QString text() const override { return m_completion.text; }
    [[nodiscard]] Completion takeCompletion() override;
    [[nodiscard]] Result<Completion> readWhole(QByteArrayView body) override;

private:
    QString take(const AnswerFields &fields);

    Completion m_completion;
    ToolCallParts m_tools;
    ThinkFilter m_think;
    bool m_stripThinkTags;
    bool m_hasEndMark = false;
    bool m_hasStopText = false;
    bool m_hasReasoning = false;
};

} // namespace assay::provider::openai
