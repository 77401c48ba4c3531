// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"

#include <algorithm>
#include <utility>

namespace assay::net {

using namespace Qt::StringLiterals;

QList<ServerEvent> EventStreamParser::feed(QByteArrayView bytes)
{
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    if (m_endedWithCr && at != end) {
        m_endedWithCr = false;
        if (*at == '\n')
            ++at;
    }
    while (at != end && !m_error) {
        const char *const lineEnd = std::find_if(at, end, [](char c) { return c == '\n' || c == '\r'; });
        const QByteArrayView part(at, lineEnd);
        if (!hold(part))
            break;
        if (lineEnd == end) {
            m_line.append(part);
            break;
        }
        if (m_line.isEmpty()) {
            takeLine(part);
        } else {
            const QByteArray line = std::exchange(m_line, {}) + part;
            takeLine(line);
        }
        at = lineEnd + 1;
        if (*lineEnd == '\r' && at == end)
            m_endedWithCr = true;
        else if (*lineEnd == '\r' && *at == '\n')
            ++at;
    }
    return std::exchange(m_complete, {});
}

std::optional<ServerEvent> EventStreamParser::finish()
{
    if (!m_error && !m_line.isEmpty())
        takeLine(std::exchange(m_line, {}));
    if (!m_error)
        dispatch();
    QList<ServerEvent> left = std::exchange(m_complete, {});
    return left.isEmpty() ? std::nullopt : std::optional(left.takeFirst());
}

void EventStreamParser::takeLine(QByteArrayView line)
{
    if (std::exchange(m_isFirstLine, false) && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.isEmpty()) {
        dispatch();
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return;
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    takeField(name, value);
}

void EventStreamParser::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (m_hasData)
            m_event.data.append('\n');
        m_event.data.append(value);
        m_hasData = true;
    } else if (name == "event") {
        m_event.type = value.toByteArray();
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_event.id = value.toByteArray();
    } else if (name == "retry") {
        const bool isNumber = !value.isEmpty() && value.size() < 16 && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
        if (isNumber)
            m_retry = std::chrono::milliseconds(value.toLongLong());
    }
}

void EventStreamParser::dispatch()
{
    const QByteArray id = m_event.id;
    if (m_hasData)
        m_complete.append(std::exchange(m_event, {}));
    m_event = ServerEvent{.type = {}, .data = {}, .id = id};
    m_hasData = false;
}

bool EventStreamParser::hold(QByteArrayView bytes)
{
    if (m_line.size() + m_event.data.size() + bytes.size() <= m_maxEventBytes)
        return true;
    m_error = Error{.kind = ErrorKind::tooLarge,
        .message = u"one event of the stream is larger than %1 bytes"_s.arg(m_maxEventBytes),
        .hint = u"Check that the base URL belongs to a chat API"_s,
        .context = {},
        .retryAfter = {}};
    m_line.clear();
    m_event = {};
    m_hasData = false;
    return false;
}

} // namespace assay::net
