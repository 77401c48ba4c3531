// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events out of bytes that may be cut anywhere: inside a character, a line end, the byte order mark.
// Source: WHATWG HTML Living Standard, section 9.2.6 "Interpreting an event stream". One thing is added: finish() hands out an event that
// lacks its final blank line, which the standard drops, because several servers forget that line.
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace assay::net {

struct ServerEvent {
    QByteArray type; ///< of the event field; empty when there was none, which means "message"
    QByteArray data; ///< lines joined with LF; UTF-8 as it came, not checked
    QByteArray id;   ///< the last one told, by this or an earlier event

    bool operator==(const ServerEvent &) const = default;
};

/// The same, valid only while the sink runs.
struct ServerEventView {
    QByteArrayView type;
    QByteArrayView data;
    QByteArrayView id;
};

class EventStreamParser {
public:
    static constexpr qsizetype kMaxEventBytes = 1024 * 1024;
    /// Called for each event. It must not feed the parser.
    using Sink = std::function<void(const ServerEventView &event)>;

    explicit EventStreamParser(qsizetype maxEventBytes = kMaxEventBytes) : m_maxEventBytes(maxEventBytes) {}

    /// Hands out the events that these bytes complete, in order. What came in one piece is not copied. Nothing more once error() is set.
    void feed(QByteArrayView bytes, const Sink &sink);
    [[nodiscard]] QList<ServerEvent> feed(QByteArrayView bytes);
    /// At the end of the stream: what was left without a final blank line, when it holds data.
    [[nodiscard]] std::optional<ServerEvent> finish();
    /// tooLarge, when a line, or the data of one event with its type and id, passed the cap.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// What the server asks a client to wait before it connects again.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    /// Kept from one feed to the next; never more than the cap.
    [[nodiscard]] qsizetype heldBytes() const { return m_line.size() + m_data.size() + m_type.size() + m_id.size(); }

private:
    void takeLines(const char *at, const char *end, const Sink &sink);
    void takeLine(QByteArrayView line, const Sink &sink);
    void takeField(QByteArrayView name, QByteArrayView value);
    void takeData(QByteArrayView value);
    void keepData();
    void dispatch(const Sink &sink);
    bool hold(qsizetype more);

    qsizetype m_maxEventBytes;
    QByteArray m_line;     ///< without its end so far
    QByteArray m_data;     ///< of the event so far, unless m_view has it
    QByteArrayView m_view; ///< the only data line of the event, in the bytes that are being fed
    QByteArray m_type;
    QByteArray m_id;
    bool m_hasData = false;
    bool m_isFirstLine = true;
    bool m_endedWithCr = false;
    std::optional<std::chrono::milliseconds> m_retry;
    std::optional<Error> m_error;
};

} // namespace assay::net
