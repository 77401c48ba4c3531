// SPDX-License-Identifier: GPL-3.0-or-later
// A provider of every API that meets each request with a fault, counts what it was asked for each cell, and knows what it would bill.
//
// A request is told by the model's name and by a mark in its prompt: "#once#". By itself the server meets it with the fault that its model is
// named for: always for the mark "always", at the first request for "once", never for any other.
#pragma once

#include "tests/support/faults/fault.h"

#include <QMap>
#include <QMutex>

namespace assay::test {

struct FaultCell {
    int requests = 0;   ///< but for those that follow a redirect
    int redirected = 0; ///< requests that do
    qint64 tokens = 0;  ///< billed, input and output
};

struct AskedCell {
    QString api;
    bool isStreamed = true;
    QString model;
    QString mark;
    int before = 0; ///< requests of the same cell

    /// "openai/streamed/rate-limit/once"
    [[nodiscard]] QString name() const;
};

class FaultServer {
public:
    /// The fault for a request, by name; called on the server's thread.
    using Choice = std::function<QString(const AskedCell &asked)>;
    [[nodiscard]] static QString byModelAndMark(const AskedCell &asked);

    explicit FaultServer(Choice choice = &byModelAndMark);

    /// Of a provider that speaks this API.
    [[nodiscard]] QUrl base(const ApiDialect &dialect) const { return m_server->url(u'/' + dialect.name() + dialect.path()); }
    [[nodiscard]] const LoopbackServer &wire() const { return *m_server; }
    /// By AskedCell::name(). From any thread.
    [[nodiscard]] QMap<QString, FaultCell> cells() const;
    /// Requests that no API here would take.
    [[nodiscard]] QStringList strays() const;
    /// Before every answer.
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }

private:
    LoopbackReply answer(const LoopbackRequest &request);

    Choice m_choice;
    std::atomic<std::chrono::milliseconds> m_latency{std::chrono::milliseconds(0)};
    mutable QMutex m_mutex; ///< of what follows
    QMap<QString, FaultCell> m_cells;
    QStringList m_strays;
    std::unique_ptr<LoopbackServer> m_server; ///< last: its thread uses the rest
};

/// Of a request in any API's form; empty: none came.
[[nodiscard]] QByteArray keyIn(const LoopbackRequest &request);

} // namespace assay::test
