// SPDX-License-Identifier: GPL-3.0-or-later
// A response, put together from its events or read as a whole. Source: OpenAI API reference, "Responses: streaming events". The end mark is the event
// that carries the finished response; what stands in that counts.
#pragma once

#include "core/provider/wire/api.h"

#include <map>

namespace assay::provider::responses {

class ResponseAnswer final : public wire::AnswerParts {
public:
    [[nodiscard]] Result<QString> addEvent(const net::ServerEvent &event) override;
    [[nodiscard]] bool isWholeEvent(const net::ServerEvent &event) const override;
    [[nodiscard]] bool hasEndMark() const override { return m_whole.has_value(); }
    [[nodiscard]] bool hasFinish() const override { return hasEndMark(); }
    [[nodiscard]] QString text() const override { return m_text; }
    [[nodiscard]] Completion takeCompletion() override;
    [[nodiscard]] Result<Completion> readWhole(QByteArrayView body) override;

private:
    Result<QString> end(const Json &event);
    void addToCall(const QString &type, const Json &event);

    QString m_text;
    QString m_refusal;
    std::map<qint64, ToolCall> m_calls; ///< by the place of their item
    std::optional<Completion> m_whole;
};

} // namespace assay::provider::responses
