// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/answerreader.h"

#include <algorithm>
#include <array>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

// White space and the byte order mark say nothing in either form; some servers send blank lines to keep a plain answer's connection alive.
constexpr QByteArrayView kInsignificant = " \t\r\n\xEF\xBB\xBF";
constexpr QByteArrayView kPlainStarts = "{[<\"";
constexpr std::array<QByteArrayView, 5> kStreamStarts{":", "data", "event", "id", "retry"};
constexpr qsizetype kBeginning = 16;

} // namespace

bool AnswerReader::feed(QByteArrayView bytes)
{
    if (m_form == Form::unknown) {
        const auto *const first = std::ranges::find_if(bytes, [](char c) { return !kInsignificant.contains(c); });
        bytes = QByteArrayView(first, bytes.end());
        if (bytes.isEmpty())
            return true;
        m_form = kPlainStarts.contains(bytes.front()) ? Form::plain : Form::stream;
    }
    if (m_form == Form::plain) {
        m_plain.append(bytes);
        return true;
    }
    if (m_beginning.size() < kBeginning)
        m_beginning += bytes.first(std::min(bytes.size(), kBeginning - m_beginning.size()));
    for (const net::ServerEvent &event : m_events.feed(bytes))
        takeEvent(event);
    if (!m_error)
        m_error = m_events.error();
    return !m_error && !m_parts->hasEndMark();
}

void AnswerReader::takeEvent(const net::ServerEvent &event)
{
    m_hasEvent = true;
    if (m_error || m_parts->hasEndMark())
        return;
    const auto piece = m_parts->addEvent(event);
    if (!piece)
        m_error = piece.error();
    else if (!piece->isEmpty() && m_onDelta)
        m_onDelta(*piece);
}

Result<Completion> AnswerReader::finish()
{
    if (m_form == Form::plain)
        return m_parts->readWhole(m_plain);
    if (!m_error && !m_parts->hasEndMark()) {
        // A last event without its blank line counts when it makes sense; half of one is no reason of its own to fail.
        const auto left = m_events.finish();
        if (left && m_parts->isWholeEvent(*left))
            takeEvent(*left);
    }
    if (m_error)
        return std::unexpected(*m_error);
    if (isNoStream())
        return fail(ErrorKind::malformed, u"The answer is neither JSON nor a stream of events"_s, u"Check that the base URL belongs to a chat API"_s);
    if (!m_parts->hasEndMark() && !m_parts->hasFinish())
        return fail(ErrorKind::reset, u"The stream ended before the answer was whole"_s, u"The request may have been billed; it is sent again only as a new attempt"_s);
    return m_parts->takeCompletion();
}

// A sign-in page in plain words, an image: a stream of events may begin with lines that nobody knows, but then some event follows.
bool AnswerReader::isNoStream() const
{
    const auto isBegunAs = [this](QByteArrayView start) { return m_beginning.startsWith(start) || start.startsWith(m_beginning); };
    return m_form == Form::stream && !m_hasEvent && std::ranges::none_of(kStreamStarts, isBegunAs);
}

bool AnswerParts::isWholeEvent(const net::ServerEvent &event) const
{
    return parseJson(event.data).has_value();
}

} // namespace assay::provider::wire
