// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events out of bytes that may be cut anywhere: inside a character, a line end, the byte order mark.
// Source: WHATWG HTML Living Standard, section 9.2.6 "Interpreting an event stream". One thing is added: finish() hands out an event that
// lacks its final blank line, which the standard drops, because several servers forget that line.
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>

namespace assay::net {

struct ServerEvent {
    QByteArray type; ///< of the event field; empty when there was none, which means "message"
    QByteArray data; ///< lines joined with LF; UTF-8 as it came, not checked
    QByteArray id;   ///< the last one told, by this or an earlier event

    bool operator==(const ServerEvent &) const = default;
};

class EventStreamParser {
public:
    static constexpr qsizetype kMaxEventBytes = 1024 * 1024;

    explicit EventStreamParser(qsizetype maxEventBytes = kMaxEventBytes) : m_maxEventBytes(maxEventBytes) {}

    /// The events that these bytes complete, in order. Nothing more once error() is set.
    [[nodiscard]] QList<ServerEvent> feed(QByteArrayView bytes);
    /// At the end of the stream: what was left without a final blank line, when it holds data.
    [[nodiscard]] std::optional<ServerEvent> finish();
    /// tooLarge, when a line or the data of one event passed the cap.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// What the server asks a client to wait before it connects again.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const { return m_retry; }

private:
    void takeLine(QByteArrayView line);
    void takeField(QByteArrayView name, QByteArrayView value);
    void dispatch();
    bool hold(QByteArrayView bytes);

    qsizetype m_maxEventBytes;
    QByteArray m_line; ///< a line without its end so far
    ServerEvent m_event;
    bool m_hasData = false;
    bool m_isFirstLine = true;
    bool m_endedWithCr = false;
    std::optional<std::chrono::milliseconds> m_retry;
    std::optional<Error> m_error;
    QList<ServerEvent> m_complete;
};

} // namespace assay::net
