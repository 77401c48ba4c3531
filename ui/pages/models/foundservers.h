// SPDX-License-Identifier: GPL-3.0-or-later
// Servers of models that were found on this machine and are no provider yet, one line and one button each.
#pragma once

#include "core/provider/openai/detection.h"
#include "ui/pages/models/modelfacts.h"

#include <QFrame>

class QVBoxLayout;

namespace assay::ui {

/// Without those that are a provider already.
[[nodiscard]] QList<provider::openai::DetectedServer> notYetUsed(const QList<provider::openai::DetectedServer> &servers, const QList<ProviderEntry> &providers);

class FoundServers final : public QFrame {
    Q_OBJECT

public:
    explicit FoundServers(QWidget *parent);
    /// Hidden when there are none.
    void showServers(const QList<provider::openai::DetectedServer> &servers);
    [[nodiscard]] const QList<provider::openai::DetectedServer> &servers() const { return m_servers; }

Q_SIGNALS:
    void useRequested(const assay::provider::openai::DetectedServer &server);

private:
    QVBoxLayout *m_column;
    QList<provider::openai::DetectedServer> m_servers;
};

} // namespace assay::ui
