// SPDX-License-Identifier: GPL-3.0-or-later
// An answer, put together from the pieces of a stream or read as a whole. Source: Gemini API reference, "streamGenerateContent". The API sends no
// end mark: a finish reason and an orderly end of the stream are one together.
#pragma once

#include "core/provider/gemini/responsefields.h"
#include "core/provider/wire/api.h"

namespace assay::provider::gemini {

class ContentAnswer final : public wire::AnswerParts {
public:
    [[nodiscard]] Result<QString> addEvent(const net::ServerEvent &event) override;
    [[nodiscard]] bool hasEndMark() const override { return false; }
    [[nodiscard]] bool hasFinish() const override { return !m_completion.finishRaw.isEmpty(); }
    [[nodiscard]] QString text() const override { return m_completion.text; }
    [[nodiscard]] QString requestId() const override { return m_responseId; }
    [[nodiscard]] Completion takeCompletion() override;
    /// A response; also the list of responses that the API sends as a stream where events were not asked for, or a proxy made one of them.
    [[nodiscard]] Result<Completion> readWhole(QByteArrayView body) override;

private:
    Result<QString> take(const Json &response);

    Completion m_completion;
    QString m_responseId;
    bool m_hasThoughts = false;
    bool m_hasCandidate = false;
};

/// A whole response as it stands in an answer, or in the results of a batch.
[[nodiscard]] Result<Completion> completionOf(const Json &response);

} // namespace assay::provider::gemini
