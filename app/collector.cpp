// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector.h"

#include "core/net/httptransport.h"

namespace assay::app {

Result<qsizetype> sendTraces(const QUrl &collector, const run::RunPlan &plan, const QList<run::AttemptRecord> &records, const std::stop_token &stop)
{
    net::HttpTransport transport;
    const auto post = [&](const QByteArray &body) -> Result<int> {
        net::HttpRequest request;
        request.url = collector;
        request.body = body;
        request.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
        const auto result = QCoro::waitFor(transport.send(std::move(request), [](const net::HttpHead &, QByteArrayView) { return net::Flow::more; }, stop));
        if (result.error)
            return std::unexpected(*result.error);
        return result.head.status;
    };
    return report::sendTraces(plan, records, post, stop);
}

} // namespace assay::app
