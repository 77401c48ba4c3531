// SPDX-License-Identifier: GPL-3.0-or-later
// Takes reasoning out of a text that begins with it between <think> tags, as local servers send it that do not tell it apart. Only at the beginning:
// tags further on are part of the answer.
#pragma once

#include <QString>

namespace assay::provider::openai {

class ThinkFilter {
public:
    /// What of the text up to here is answer and was not handed out yet. Pieces may be cut anywhere.
    [[nodiscard]] QString feed(QStringView piece);
    /// At the end: what was held back because it might have become a tag.
    [[nodiscard]] QString finish();
    /// There was reasoning; without its closing tag all of the text was.
    [[nodiscard]] bool hasReasoning() const { return m_state == State::reasoning || m_hasReasoning; }

private:
    enum class State { beginning, reasoning, afterwards, answer };
    bool step();

    State m_state = State::beginning;
    QString m_held;
    bool m_hasReasoning = false;
};

} // namespace assay::provider::openai
