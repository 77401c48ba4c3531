// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/collectordialog.h"

#include "core/net/endpointpolicy.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 520;
} // namespace

CollectorDialog::CollectorDialog(qint64 run, const QUrl &usual, QWidget *parent)
    : QDialog(parent),
      m_address(new QLineEdit(usual.toString(), this)),
      m_where(new QLabel(this)),
      m_send(new QPushButton(tr("Send"), this))
{
    setObjectName(u"collectorDialog"_s);
    setWindowTitle(tr("Send the log to a collector"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *what = new QLabel(tr("Every request of run #%1 is sent as an OpenTelemetry trace (OTLP over HTTP, JSON): the keys of items, names of prompt versions and models, times, "
                               "tokens, costs, outcomes and the providers' error messages. Prompts, answers and API keys are not sent.")
                                .arg(run),
        this);
    what->setWordWrap(true);
    m_address->setObjectName(u"collectorLineEdit"_s);
    m_address->setPlaceholderText(u"http://localhost:4318/v1/traces"_s);
    auto *caption = new QLabel(tr("&Address of the collector"), this);
    caption->setBuddy(m_address);
    m_where->setObjectName(u"collectorWhereLabel"_s);
    m_where->setWordWrap(true);
    m_where->setTextFormat(Qt::PlainText);
    m_send->setObjectName(u"collectorSendPushButton"_s);
    m_send->setProperty("main", true);
    m_send->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(4), theme::space(4), theme::space(4), theme::space(4));
    column->setSpacing(theme::space(2));
    column->addWidget(what);
    column->addSpacing(theme::space(1));
    column->addWidget(caption);
    column->addWidget(m_address);
    column->addWidget(m_where);
    column->addSpacing(theme::space(2));
    column->addLayout(buttons);
    setFixedWidth(kWidth);

    connect(m_address, &QLineEdit::textChanged, this, &CollectorDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(QUrl(m_address->text().trimmed()));
        accept();
    });
    check();
}

void CollectorDialog::check()
{
    const QUrl url(m_address->text().trimmed());
    const auto allowed = net::checkEndpoint(url);
    const bool isEmpty = m_address->text().trimmed().isEmpty();
    offer(*m_send, allowed ? QString() : isEmpty ? tr("Write the address of a collector first.") : allowed.error().describe());
    if (!allowed)
        m_where->setText(isEmpty ? tr("It usually ends in /v1/traces.") : theme::mark(Tone::error) + u" "_s + allowed.error().describe());
    else
        m_where->setText(net::isLoopback(url) ? tr("That is on this machine.") : tr("This leaves the machine: it goes to %1.").arg(net::hostText(url)));
}

} // namespace assay::ui
