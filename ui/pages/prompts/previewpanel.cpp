// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/previewpanel.h"

#include "core/run/requestbuilder.h"
#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/renderedmessages.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QFutureWatcher>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTableWidget>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostParts = 6; // rows that are shown without scrolling
constexpr int kRowHeight = 20;
enum Column { PartColumn, TokensColumn, ShareColumn, ColumnCount };

} // namespace

PromptCounts countsOf(const QList<prompt::RenderedMessage> &messages, const tokens::ModelTokenizer &tokenizer)
{
    PromptCounts counts;
    counts.all = tokens::countMessages(prompt::toChatMessages(messages), tokenizer);
    for (const prompt::RenderedMessage &message : messages) {
        const tokens::TokenCount count = tokens::countText(message.rendered.text.toUtf8(), tokenizer);
        if (message.example.isEmpty())
            counts.messages.append(count);
        else
            counts.examples += count;
        for (const prompt::Span &span : message.rendered.spans) {
            if (!span.isVariable())
                continue;
            counts.variables[span.variable] += tokens::countText(QStringView(message.rendered.text).sliced(span.start, span.length).toUtf8(), tokenizer);
        }
    }
    return counts;
}

QString shownCount(const tokens::TokenCount &count)
{
    return count.isExact() ? format::tokens(count.tokens) : u"\u2248 "_s + format::tokens(count.tokens);
}

PreviewPanel::PreviewPanel(QWidget *parent) : QWidget(parent), m_tokens(new QLabel(this)), m_problem(new QLabel(this)), m_parts(new QTableWidget(0, ColumnCount, this))
{
    m_tokens->setProperty("secondary", true);
    m_tokens->setWordWrap(true);
    m_tokens->setObjectName(u"previewTokensLabel"_s);
    m_problem->setObjectName(u"previewProblemLabel"_s);
    m_problem->setTextFormat(Qt::PlainText); // it quotes the template
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_parts->setObjectName(u"previewPartsTableWidget"_s);
    m_parts->setAccessibleName(tr("Tokens by message and variable"));
    m_parts->setHorizontalHeaderLabels({tr("part"), tr("tokens"), tr("share")});
    for (const int column : {TokensColumn, ShareColumn})
        m_parts->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_parts->verticalHeader()->hide();
    m_parts->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_parts->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_parts->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_parts->horizontalHeader()->setSectionResizeMode(PartColumn, QHeaderView::Stretch);
    m_parts->setColumnWidth(TokensColumn, 70);
    m_parts->setColumnWidth(ShareColumn, 56);
    m_parts->setShowGrid(false);
    m_parts->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_parts->setSelectionMode(QAbstractItemView::NoSelection);
    m_parts->setFocusPolicy(Qt::TabFocus);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    auto *body = new QWidget(scroll);
    m_messages = new QVBoxLayout(body);
    m_messages->setContentsMargins(0, 0, theme::space(1), 0);
    scroll->setWidget(body);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_tokens);
    column->addWidget(m_problem);
    column->addWidget(scroll, 1);
    column->addWidget(m_parts);
}

void PreviewPanel::show(const Result<prompt::Content> &content, const evalset::Item &item, const std::optional<run::PlannedModel> &model)
{
    const int job = ++m_job;
    if (!content) {
        showProblem(content.error());
        return;
    }
    auto *watcher = new QFutureWatcher<Rendered>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job, key = item.key, model] {
        watcher->deleteLater();
        if (job == m_job)
            showRendered(watcher->result(), key, model);
    });
    watcher->setFuture(QtConcurrent::run([content = *content, item, tokenizer = tokens::tokenizerFor(model ? model->model.apiName : QString())] {
        Rendered rendered{.messages = prompt::CompiledPrompt::compile(content).and_then([&](const auto &compiled) { return compiled.render(item.variables); }), .counts = {}};
        if (rendered.messages)
            rendered.counts = countsOf(*rendered.messages, tokenizer);
        return rendered;
    }));
}

void PreviewPanel::showRendered(const Rendered &rendered, const QString &item, const std::optional<run::PlannedModel> &model)
{
    if (!rendered.messages) {
        showProblem(item.isEmpty() ? rendered.messages.error() : rendered.messages.error().with(u"item"_s, item));
        Q_EMIT counted({});
        return;
    }
    m_problem->hide();
    updateRenderedMessages(m_messages, *rendered.messages);
    QString text = tr("%1 tokens").arg(shownCount(rendered.counts.all));
    if (model) {
        text += tr(" for %1").arg(model->model.name);
        if (model->price)
            text += tr(", %1 before the answer").arg(format::money(pricing::cost({.input = rendered.counts.all.tokens}, *model->price)));
    }
    m_tokens->setText(text);
    m_tokens->setToolTip(rendered.counts.all.isExact() ? tr("Counted with the model's own encoding.")
                                                       : tr("The model's encoding is not public: an estimate, within %1 % nearly always.").arg(qRound(rendered.counts.all.relativeError * 100)));
    showCounts(rendered.counts);
    Q_EMIT counted(rendered.counts);
}

void PreviewPanel::showCounts(const PromptCounts &counts)
{
    m_parts->setRowCount(0);
    const auto add = [&](const QString &part, const tokens::TokenCount &count) {
        const int row = m_parts->rowCount();
        m_parts->insertRow(row);
        const double share = counts.all.tokens > 0 ? static_cast<double>(count.tokens) / static_cast<double>(counts.all.tokens) : 0;
        m_parts->setItem(row, PartColumn, new QTableWidgetItem(part));
        m_parts->setItem(row, TokensColumn, new QTableWidgetItem(shownCount(count)));
        m_parts->setItem(row, ShareColumn, new QTableWidgetItem(tr("%1 %").arg(qRound(share * 100))));
        for (const int column : {TokensColumn, ShareColumn})
            m_parts->item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    };
    for (int i = 0; i < counts.messages.size(); ++i)
        add(tr("message %1").arg(i + 1), counts.messages.at(i));
    if (counts.examples.tokens > 0)
        add(tr("examples"), counts.examples);
    for (const auto &[variable, count] : counts.variables.asKeyValueRange())
        add(u"{{ "_s + variable + u" }}"_s, count);
    const int rows = std::min(kMostParts, m_parts->rowCount());
    m_parts->setFixedHeight(m_parts->horizontalHeader()->sizeHint().height() + rows * kRowHeight + theme::space(1));
    m_parts->setVisible(rows > 0);
}

void PreviewPanel::showProblem(const Error &error)
{
    clearRenderedMessages(m_messages);
    m_messages->addStretch();
    m_parts->hide();
    m_tokens->clear();
    ui::showProblem(*m_problem, error.describe());
}

} // namespace assay::ui
