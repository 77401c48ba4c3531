// SPDX-License-Identifier: GPL-3.0-or-later
// A streamed chat completion, put together from the data of its events. Source: OpenAI API reference, "Chat Completions: streaming"; tolerant
// of what compatible servers leave out or add.
#pragma once

#include "core/provider/openai/answerfields.h"

namespace assay::provider::openai {

class ChunkReader {
public:
    /// What this event adds to the answer's text. Errors: malformed for data that is no JSON, or what the API reports; the reader
    /// must then not be fed again. Nothing is added once hasEndMark().
    [[nodiscard]] Result<QString> add(QByteArrayView data);
    /// "[DONE]" was seen: what follows is of no interest.
    [[nodiscard]] bool hasEndMark() const { return m_hasEndMark; }
    /// The API said why it stopped. Together with an orderly end of the stream that is an end mark, too.
    [[nodiscard]] bool hasFinish() const { return !m_completion.finishRaw.isEmpty(); }
    [[nodiscard]] const QString &text() const { return m_completion.text; }
    [[nodiscard]] Completion takeCompletion();

private:
    Completion m_completion;
    bool m_hasEndMark = false;
    bool m_hasStopText = false;
};

} // namespace assay::provider::openai
