// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchpacking.h"

#include "core/run/billing.h"
#include "core/run/requestbuilder.h"

#include <QRandomGenerator>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFrame = 1024; // what stands around the requests in a body
constexpr int kDigits = 16;

Result<PackedRequest> packedRequest(const RunShared &shared, int cell, const QByteArray &prefix)
{
    const CellKey key = shared.plan.cellKey(cell);
    const PlannedModel &model = shared.plan.models.at(key.model);
    return buildRequest(shared.compiled.at(key.version), shared.plan.versions.at(key.version), model, shared.plan.set.items.at(key.item), key.repeat, shared.plan.repeats)
        .transform([&](const provider::ChatRequest &request) {
            const int number = shared.attemptsBefore[static_cast<std::size_t>(cell)] + 1;
            return PackedRequest{.cell = cell,
                .request = {.key = batchKey(prefix, cell, number), .request = request},
                .reservation = worstCaseOf(request, model, pricing::Billing::batch).value_or(Money())};
        });
}

} // namespace

QByteArray batchKey(const QByteArray &prefix, int cell, int number)
{
    return prefix + '-' + QByteArray::number(cell) + '-' + QByteArray::number(number);
}

QByteArray keyPrefix(const QString &tag)
{
    return tag.right(kDigits).toLatin1();
}

QString newBatchTag(RunId run)
{
    return u"assay-run%1-%2"_s.arg(run.value).arg(qulonglong(QRandomGenerator::system()->generate64()), kDigits, 16, QChar(u'0'));
}

Pack nextPack(const RunShared &shared, const provider::BatchApi &api, std::deque<int> &cells, const QByteArray &prefix)
{
    const provider::BatchLimits limits = api.limits();
    Pack pack;
    qint64 bytes = kFrame;
    for (; !cells.empty() && pack.requests.size() < limits.requests; cells.pop_front()) {
        const int cell = cells.front();
        auto packed = packedRequest(shared, cell, prefix);
        if (!packed) {
            pack.unfit.append({.cell = cell, .outcome = Outcome::error, .errorKind = packed.error().kind, .reason = packed.error().describe(), .grades = {}});
            continue;
        }
        const qint64 size = api.bytesOf(packed->request);
        if (kFrame + size > limits.bytes) {
            pack.unfit.append({.cell = cell,
                .outcome = Outcome::error,
                .errorKind = ErrorKind::tooLarge,
                .reason = u"the request takes %1 bytes, more than a whole batch may hold"_s.arg(size),
                .grades = {}});
            continue;
        }
        if (bytes + size > limits.bytes)
            break;
        bytes += size;
        pack.requests.append(*std::move(packed));
    }
    return pack;
}

qsizetype reserveWhatFits(RunBudget &budget, const QList<PackedRequest> &requests, qsizetype first)
{
    qsizetype next = first;
    while (next < requests.size() && budget.reserve(requests.at(next).cell, requests.at(next).reservation))
        ++next;
    return next - first;
}

} // namespace assay::run
