// SPDX-License-Identifier: GPL-3.0-or-later
// Batches that an earlier sitting left with their providers: the banner offers to collect them, one run after the other, and each once.
#pragma once

#include "core/store/batchrepository.h"

#include <QCoreApplication>
#include <QSet>

#include <optional>

namespace assay::ui {

class Banner;
class Document;

class BatchOffers {
    Q_DECLARE_TR_FUNCTIONS(BatchOffers)

public:
    /// Of the next waiting run that was not offered yet, unless one is going on.
    void offerNext(const Document &document, Banner &banner);
    /// The user wants what was offered last.
    void take(Document &document);
    void forget(); ///< another workspace, or none

private:
    QSet<run::RunId> m_offered;
    std::optional<store::WaitingRun> m_waiting; ///< what the banner offers
};

} // namespace assay::ui
