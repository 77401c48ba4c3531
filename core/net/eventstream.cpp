// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/eventstream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

// The next line end in some bytes. Each kind of end is looked for once a byte, however the two are mixed.
class LineEnds {
public:
    LineEnds(const char *begin, const char *end) : m_end(end), m_lf(find(begin, '\n')), m_cr(find(begin, '\r')) {}

    /// `at` never goes back.
    const char *after(const char *at)
    {
        if (m_lf < at)
            m_lf = find(at, '\n');
        if (m_cr < at)
            m_cr = find(at, '\r');
        return std::min(m_lf, m_cr);
    }

private:
    [[nodiscard]] const char *find(const char *from, char byte) const
    {
        const void *found = from == m_end ? nullptr : std::memchr(from, byte, static_cast<std::size_t>(m_end - from));
        return found == nullptr ? m_end : static_cast<const char *>(found);
    }

    const char *m_end;
    const char *m_lf;
    const char *m_cr;
};

} // namespace

void EventStreamParser::feed(QByteArrayView bytes, const Sink &sink)
{
    const char *at = bytes.begin();
    if (m_endedWithCr && at != bytes.end()) {
        m_endedWithCr = false;
        if (*at == '\n')
            ++at;
    }
    if (!m_error)
        takeLines(at, bytes.end(), sink);
    keepData();
}

QList<ServerEvent> EventStreamParser::feed(QByteArrayView bytes)
{
    QList<ServerEvent> events;
    feed(bytes, [&events](const ServerEventView &event) { events.append({.type = event.type.toByteArray(), .data = event.data.toByteArray(), .id = event.id.toByteArray()}); });
    return events;
}

std::optional<ServerEvent> EventStreamParser::finish()
{
    std::optional<ServerEvent> last;
    const Sink sink
        = [&last](const ServerEventView &event) { last = ServerEvent{.type = event.type.toByteArray(), .data = event.data.toByteArray(), .id = event.id.toByteArray()}; };
    const QByteArray line = std::exchange(m_line, {});
    if (!m_error && !line.isEmpty())
        takeLine(line, sink);
    if (!m_error)
        dispatch(sink);
    return last;
}

void EventStreamParser::takeLines(const char *at, const char *end, const Sink &sink)
{
    LineEnds ends(at, end);
    while (at != end) {
        const char *const lineEnd = ends.after(at);
        const QByteArrayView part(at, lineEnd);
        if (!hold(part.size()))
            return;
        if (lineEnd == end) {
            m_line.append(part);
            return;
        }
        if (m_line.isEmpty()) {
            takeLine(part, sink);
        } else {
            const QByteArray line = std::exchange(m_line, {}).append(part);
            takeLine(line, sink);
            keepData();
        }
        at = lineEnd + 1;
        if (*lineEnd == '\r' && at == end)
            m_endedWithCr = true;
        else if (*lineEnd == '\r' && *at == '\n')
            ++at;
    }
}

void EventStreamParser::takeLine(QByteArrayView line, const Sink &sink)
{
    if (std::exchange(m_isFirstLine, false) && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.isEmpty()) {
        dispatch(sink);
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
        takeData(value);
    } else if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_id = value.toByteArray();
    } else if (name == "retry") {
        const bool isNumber = !value.isEmpty() && value.size() < 16 && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
        if (isNumber)
            m_retry = std::chrono::milliseconds(value.toLongLong());
    }
}

void EventStreamParser::takeData(QByteArrayView value)
{
    if (!std::exchange(m_hasData, true)) {
        m_view = value;
        return;
    }
    keepData();
    m_data.append('\n').append(value);
}

// The bytes that m_view lies in are about to go.
void EventStreamParser::keepData()
{
    m_data.append(std::exchange(m_view, {}));
}

void EventStreamParser::dispatch(const Sink &sink)
{
    if (std::exchange(m_hasData, false))
        sink({.type = m_type, .data = m_data.isEmpty() ? m_view : QByteArrayView(m_data), .id = m_id});
    m_view = {};
    m_data.resize(0);
    m_type.resize(0);
}

bool EventStreamParser::hold(qsizetype more)
{
    if (heldBytes() + m_view.size() + more <= m_maxEventBytes)
        return true;
    m_error = Error{.kind = ErrorKind::tooLarge,
        .message = u"one event of the stream is larger than %1 bytes"_s.arg(m_maxEventBytes),
        .hint = u"Check that the base URL belongs to a chat API"_s,
        .context = {},
        .retryAfter = {}};
    for (QByteArray *bytes : {&m_line, &m_data, &m_type, &m_id})
        bytes->clear();
    m_view = {};
    m_hasData = false;
    return false;
}

} // namespace assay::net
