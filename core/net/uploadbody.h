// SPDX-License-Identifier: GPL-3.0-or-later
// A request body that can be read once. Qt Network sends a request a second time by itself when a connection breaks before the answer; it cannot
// do so with a body that it neither has buffered nor can rewind, and then reports the failure instead. While nothing of the body
// was read, no whole request can have left, and starting over is safe: so a kept connection that the server had closed costs no attempt.
#pragma once

#include <QIODevice>

#include <cstring>

namespace assay::net {

class UploadBody final : public QIODevice {
public:
    UploadBody(QByteArray body, QObject *parent) : QIODevice(parent), m_body(std::move(body)) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }

    /// The server has refused by a redirect. Qt rewinds the body then as well, sends nothing with redirects switched off, but would report the
    /// failure to rewind in place of the redirect.
    void setRedirected() { m_isRedirected = true; }

    /// From then on the request may have left.
    [[nodiscard]] bool wasRead() const { return m_at > 0; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_at == m_body.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_body.size() - m_at + QIODevice::bytesAvailable(); }
    // An empty body is never read, so that says nothing about whether the request has left.
    bool reset() override { return m_isRedirected || (m_at == 0 && !m_body.isEmpty()); }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qint64 count = std::min<qint64>(maxSize, m_body.size() - m_at);
        if (count <= 0)
            return -1;
        std::memcpy(data, m_body.constData() + m_at, static_cast<std::size_t>(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char * /*data*/, qint64 /*size*/) override { return -1; }

private:
    QByteArray m_body;
    qsizetype m_at = 0;
    bool m_isRedirected = false;
};

} // namespace assay::net
