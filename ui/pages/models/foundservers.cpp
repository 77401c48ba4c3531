// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/foundservers.h"

#include "core/net/endpointpolicy.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

QList<provider::openai::DetectedServer> notYetUsed(const QList<provider::openai::DetectedServer> &servers, const QList<ProviderEntry> &providers)
{
    QList<provider::openai::DetectedServer> others = servers;
    others.removeIf([&providers](const provider::openai::DetectedServer &server) {
        const QUrl found(server.baseUrl);
        return std::ranges::any_of(providers, [&found](const ProviderEntry &entry) {
            const QUrl known(entry.config.baseUrl);
            const bool isHere = known.host() == found.host() || known.host() == u"localhost";
            return isHere && known.port() == found.port();
        });
    });
    return others;
}

FoundServers::FoundServers(QWidget *parent) : QFrame(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(u"foundServersFrame"_s);
    setProperty("card", true);
    m_column->setContentsMargins(theme::space(3), theme::space(2), theme::space(2), theme::space(2));
    m_column->setSpacing(theme::space(1));
    hide();
}

void FoundServers::showServers(const QList<provider::openai::DetectedServer> &servers)
{
    m_servers = servers;
    while (QLayoutItem *old = m_column->takeAt(0)) {
        if (old->widget())
            old->widget()->deleteLater();
        delete old;
    }
    for (const provider::openai::DetectedServer &server : servers) {
        auto *line = new QWidget(this);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto *text = new QLabel(tr("On this machine: <b>%1</b> at %2 with %n model(s)", nullptr, static_cast<int>(server.models.size()))
                                    .arg(server.title.toHtmlEscaped(), net::hostText(QUrl(server.baseUrl)).toHtmlEscaped()),
            line);
        text->setWordWrap(true);
        auto *use = new QPushButton(tr("Use it…"), line);
        use->setObjectName(u"useServer_%1_PushButton"_s.arg(server.kind));
        use->setAccessibleName(tr("Use %1").arg(server.title));
        connect(use, &QPushButton::clicked, this, [this, server] { Q_EMIT useRequested(server); });
        row->addWidget(text, 1);
        row->addWidget(use);
        m_column->addWidget(line);
    }
    setVisible(!servers.isEmpty());
}

} // namespace assay::ui
