// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/thinkfilter.h"

#include <algorithm>
#include <utility>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kOpen("<think>");
constexpr QLatin1StringView kClose("</think>");

qsizetype blanksBefore(const QString &text)
{
    return std::ranges::find_if_not(text, [](QChar c) { return c.isSpace(); }) - text.begin();
}

} // namespace

// One step on; false when more text is needed for it.
bool ThinkFilter::step()
{
    const qsizetype blanks = blanksBefore(m_held);
    switch (m_state) {
    case State::beginning: {
        const QStringView word = QStringView(m_held).sliced(blanks);
        if (word.size() < kOpen.size() && kOpen.startsWith(word))
            return false;
        const bool isTag = word.startsWith(kOpen);
        if (isTag)
            m_held.remove(0, blanks + kOpen.size());
        m_state = isTag ? State::reasoning : State::answer;
        return true;
    }
    case State::reasoning: {
        m_hasReasoning = true;
        const qsizetype at = m_held.indexOf(kClose);
        if (at < 0) { // all but what may be the beginning of the tag
            m_held = m_held.right(kClose.size() - 1);
            return false;
        }
        m_held.remove(0, at + kClose.size());
        m_state = State::afterwards;
        return true;
    }
    case State::afterwards:
        m_held.remove(0, blanks);
        if (m_held.isEmpty())
            return false;
        m_state = State::answer;
        return true;
    case State::answer:
        return false;
    }
    return false;
}

QString ThinkFilter::feed(QStringView piece)
{
    if (m_state == State::answer)
        return piece.toString();
    m_held += piece;
    while (step()) {}
    return m_state == State::answer ? std::exchange(m_held, {}) : QString();
}

QString ThinkFilter::finish()
{
    return m_state == State::beginning ? std::exchange(m_held, {}) : QString();
}

} // namespace assay::provider::openai
