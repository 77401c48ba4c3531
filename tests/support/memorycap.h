// SPDX-License-Identifier: GPL-3.0-or-later
// A shared cap in memory, as one ledger keeps it for several runs; others' leases are played by a test.
#pragma once

#include "core/run/sharedcap.h"

#include <QHash>
#include <QPromise>

namespace assay::test {

class MemoryCap final : public run::SharedCap {
public:
    QFuture<Result<run::CapAnswer>> ask(run::CapRequest request) override
    {
        requests.append(request);
        auto promise = std::make_shared<QPromise<Result<run::CapAnswer>>>();
        promise->start();
        promise->addResult(error ? Result<run::CapAnswer>(std::unexpected(*error)) : carryOut(request));
        if (isHolding)
            m_held.append(promise);
        else
            promise->finish();
        return promise->future();
    }

    void release()
    {
        isHolding = false;
        for (const auto &promise : std::exchange(m_held, {}))
            promise->finish();
    }

    [[nodiscard]] Money held() const
    {
        Money sum = others;
        for (const Money lease : leases)
            sum += lease;
        return sum;
    }

    std::optional<Money> cap;
    Money spent;
    Money others; ///< held by leases of others that live
    Money dead;   ///< held by those that do not, among `others`
    qint64 calls = 0;
    qint64 withoutPrice = 0;
    QHash<qint64, Money> leases;
    QList<run::CapRequest> requests;
    std::optional<Error> error;
    bool isUnmetered = false;
    bool isHolding = false; ///< answers wait for release()
    Money highest;          ///< that spent and held ever came to

private:
    run::CapAnswer carryOut(const run::CapRequest &request)
    {
        if (isUnmetered)
            return {.isUnmetered = true, .notice = QStringLiteral("not in the ledger")};
        for (const run::CapPosting &posting : request.postings) {
            spent += posting.spent;
            calls += posting.calls;
            withoutPrice += posting.withoutPrice;
        }
        const qint64 lease = request.lease == 0 ? ++m_lastLease : request.lease;
        leases.remove(lease);
        const Money room = cap ? *cap - spent - held() - request.keep : request.want;
        const Money granted = room < request.need ? Money() : std::min(request.want, room);
        if (!request.isLast || request.keep > Money())
            leases.insert(lease, request.keep + granted);
        highest = std::max(highest, spent + held());
        return {.lease = lease, .month = request.month, .granted = granted, .state = {request.month, cap, spent, held(), dead}};
    }

    qint64 m_lastLease = 0;
    QList<std::shared_ptr<QPromise<Result<run::CapAnswer>>>> m_held;
};

} // namespace assay::test
