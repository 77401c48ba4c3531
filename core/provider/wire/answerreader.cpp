// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/answerreader.h"

#include <algorithm>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

// White space and the byte order mark say nothing in either form; some servers send blank lines to keep a plain answer's connection alive.
constexpr QByteArrayView kInsignificant = " \t\r\n\xEF\xBB\xBF";
constexpr QByteArrayView kPlainStarts = "{[<\"";

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
    for (const net::ServerEvent &event : m_events.feed(bytes))
        takeEvent(event);
    if (!m_error)
        m_error = m_events.error();
    return !m_error && !m_parts->hasEndMark();
}

void AnswerReader::takeEvent(const net::ServerEvent &event)
{
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
    if (!m_parts->hasEndMark() && !m_parts->hasFinish())
        return fail(ErrorKind::reset, u"The stream ended before the answer was whole"_s, u"The request may have been billed; it is sent again only as a new attempt"_s);
    return m_parts->takeCompletion();
}

bool AnswerParts::isWholeEvent(const net::ServerEvent &event) const
{
    return parseJson(event.data).has_value();
}

} // namespace assay::provider::wire
