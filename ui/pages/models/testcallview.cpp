// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/testcallview.h"

#include "core/run/billing.h"
#include "core/run/cappedcall.h"
#include "core/run/requestbuilder.h"
#include "core/run/testcall.h"
#include "core/secrets/keysource.h"
#include "ui/format/format.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QComboBox>
#include <QFutureWatcher>
#include <QLabel>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QStringList labelsOf(const provider::ProviderConfig &provider)
{
    QStringList labels;
    if (const auto source = secrets::KeySource::fromText(provider.keySource)) {
        for (const secrets::KeySource::Part &part : source->parts())
            labels.append(part.label);
    }
    return labels;
}

QString usageText(const tokens::Usage &usage)
{
    QStringList parts{TestCallView::tr("%1 tokens in").arg(format::tokens(usage.input)), TestCallView::tr("%1 out").arg(format::tokens(usage.output))};
    if (usage.reasoning > 0)
        parts.append(TestCallView::tr("%1 of them reasoning").arg(format::tokens(usage.reasoning)));
    return parts.join(u", "_s);
}

QString costText(std::optional<Money> cost)
{
    return cost ? format::money(*cost) : TestCallView::tr("unknown, since the model has no price");
}

QString answerText(const provider::Completion &completion)
{
    if (completion.isSpentOnReasoning())
        return TestCallView::tr("It answers; the few tokens of a test all went into reasoning.");
    if (!completion.refusal.isEmpty())
        return TestCallView::tr("It answers, with a refusal: %1").arg(format::oneLine(completion.refusal, 200));
    if (completion.text.trimmed().isEmpty())
        return TestCallView::tr("It answers, with an empty text (%1).").arg(provider::toText(completion.finish));
    return TestCallView::tr("It answers “%1”.").arg(format::oneLine(completion.text, 120));
}

} // namespace

TestCallView::TestCallView(provider::ServiceDesk &desk, CapFor capFor, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_capFor(std::move(capFor)),
      m_button(new QPushButton(this)),
      m_label(new QComboBox(this)),
      m_cost(new QLabel(this)),
      m_result(new QLabel(this))
{
    m_button->setObjectName(u"testCallPushButton"_s);
    m_label->setObjectName(u"testLabelComboBox"_s);
    m_label->setAccessibleName(tr("With the key of this label"));
    m_label->setToolTip(m_label->accessibleName());
    m_cost->setObjectName(u"testCostLabel"_s);
    m_cost->setFont(theme::smallFont());
    m_cost->setProperty("secondary", true);
    m_cost->setWordWrap(true);
    m_result->setObjectName(u"testResultLabel"_s);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::RichText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->setContentsMargins(theme::space(2), theme::space(2), theme::space(2), theme::space(2));
    m_result->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    row->addWidget(m_button);
    row->addWidget(m_label);
    row->addWidget(m_cost, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addLayout(row);
    column->addWidget(m_result);
    connect(m_button, &QPushButton::clicked, this, &TestCallView::toggle);
    showIdle();
}

TestCallView::~TestCallView()
{
    m_stop.request_stop();
}

void TestCallView::setModel(const run::PlannedModel &model)
{
    if (m_model == model)
        return;
    const bool isOther = m_model.model.id != model.model.id || m_model.provider != model.provider;
    m_model = model;
    const QStringList labels = labelsOf(model.provider);
    m_label->clear();
    for (const QString &label : labels)
        m_label->addItem(label.isEmpty() ? tr("any label") : label, label);
    m_label->setVisible(labels.size() > 1);
    if (isOther) {
        m_stop.request_stop();
        ++m_job;
        m_isRunning = false;
        m_result->hide();
    }
    showIdle();
}

void TestCallView::showIdle()
{
    m_button->setText(m_isRunning ? tr("Stop") : tr("Test call"));
    const auto most = run::worstCaseOf(run::testRequest(m_model), m_model);
    if (m_model.provider.isSimulated())
        m_cost->setText(tr("simulated, costs nothing"));
    else
        m_cost->setText(most ? tr("costs at most %1").arg(format::money(*most)) : tr("a few tokens, price unknown"));
}

void TestCallView::toggle()
{
    if (m_isRunning)
        m_stop.request_stop();
    else
        start();
}

void TestCallView::start()
{
    m_stop = std::stop_source();
    m_isRunning = true;
    const int job = ++m_job;
    showIdle();
    m_result->setText(tr("Asking…"));
    m_result->setStyleSheet({});
    m_result->show();
    const provider::ChatRequest request = run::testRequest(m_model);
    auto *watcher = new QFutureWatcher<provider::Exchange>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, request, job] {
        watcher->deleteLater();
        if (job == m_job)
            take(request, watcher->result());
    });
    const auto call = [desk = &m_desk, model = m_model, request, label = m_label->currentData().toString(), stop = m_stop.get_token()] {
        return desk->complete(model.provider, model.model, request, label, stop);
    };
    watcher->setFuture(run::callUnderCap(m_capFor(m_model), m_model, request, SystemClock().utcNow(), call));
}

void TestCallView::take(const provider::ChatRequest &request, const provider::Exchange &exchange)
{
    m_isRunning = false;
    showIdle();
    const auto cost = m_model.provider.isSimulated() ? std::optional(Money()) : run::costOf(request, exchange, m_model);
    if (!exchange.result) {
        const format::ErrorText text = format::errorText(exchange.result.error());
        QStringList lines{u"<b>%1 %2</b>"_s.arg(theme::mark(Tone::error), text.title.toHtmlEscaped()), text.body.toHtmlEscaped()};
        if (!exchange.requestId.isEmpty())
            lines.append(tr("Request %1").arg(exchange.requestId).toHtmlEscaped());
        if (cost && *cost != Money())
            lines.append(tr("May have cost %1").arg(costText(cost)).toHtmlEscaped());
        showResult(Tone::error, lines.join(u"<br>"_s));
        Q_EMIT ended(false);
        return;
    }
    const provider::Completion &completion = *exchange.result;
    QStringList lines{u"<b>%1 %2</b>"_s.arg(theme::mark(Tone::pass), answerText(completion).toHtmlEscaped())};
    const QString first = exchange.timeToFirstToken ? tr(", first token after %1").arg(format::duration(*exchange.timeToFirstToken, true)) : QString();
    lines.append(QString(format::duration(exchange.duration, true) + first).toHtmlEscaped());
    if (!completion.modelReturned.isEmpty())
        lines.append(tr("Model %1").arg(completion.modelReturned).toHtmlEscaped());
    lines.append((completion.usage ? usageText(*completion.usage) : tr("no usage was told")).toHtmlEscaped());
    lines.append(tr("Cost %1").arg(costText(cost)).toHtmlEscaped());
    if (!exchange.requestId.isEmpty())
        lines.append(tr("Request %1").arg(exchange.requestId).toHtmlEscaped());
    showResult(Tone::pass, lines.join(u"<br>"_s));
    Q_EMIT ended(true);
}

void TestCallView::showResult(Tone tone, const QString &html)
{
    m_result->setProperty("tone", static_cast<int>(tone));
    m_result->setText(html);
    refreshColours();
    m_result->show();
    QAccessible::updateAccessibility(std::make_unique<QAccessibleEvent>(m_result, QAccessible::Alert).get());
}

void TestCallView::refreshColours()
{
    const QVariant tone = m_result->property("tone");
    if (!tone.isValid() || m_isRunning)
        return;
    const auto meaning = static_cast<Tone>(tone.toInt());
    m_result->setStyleSheet(u"QLabel { background: %1; border: 1px solid %2; border-radius: 6px; }"_s.arg(theme::background(meaning).name(), theme::foreground(meaning).name()));
}

} // namespace assay::ui
