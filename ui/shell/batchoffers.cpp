// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/batchoffers.h"

#include "ui/document/document.h"
#include "ui/widgets/banner.h"

#include <utility>

namespace assay::ui {

void BatchOffers::offerNext(const Document &document, Banner &banner)
{
    if (document.isRunning())
        return;
    for (const store::WaitingRun &waiting : document.lists().waiting) {
        if (m_offered.contains(waiting.run))
            continue;
        m_offered.insert(waiting.run);
        m_waiting = waiting;
        const QString requests = tr("%n request(s)", nullptr, waiting.requests);
        if (waiting.lost == waiting.requests)
            banner.showOffer(Tone::error, tr("Run #%1 has lost batches").arg(waiting.run.value),
                tr("Nobody can tell what became of %1. They may have been billed, so that they are asked again only if you say so.").arg(requests), tr("Ask again"));
        else
            banner.showOffer(Tone::neutral, tr("Run #%1 waits for its batches").arg(waiting.run.value),
                tr("At the provider: %1 in %2. Collecting costs nothing more, and goes on whenever the workspace is open.")
                    .arg(requests, tr("%n job(s)", nullptr, waiting.batches)),
                tr("Collect"));
        return;
    }
}

void BatchOffers::take(Document &document)
{
    const auto waiting = std::exchange(m_waiting, std::nullopt);
    if (!waiting)
        return;
    if (waiting->lost == waiting->requests)
        document.askLostAgain(waiting->run);
    else
        document.resumeRun(waiting->run);
}

void BatchOffers::forget()
{
    m_offered.clear();
    m_waiting.reset();
}

} // namespace assay::ui
