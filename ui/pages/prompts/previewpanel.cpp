// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/previewpanel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/renderedmessages.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

PreviewPanel::PreviewPanel(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_set(new QComboBox(this)),
      m_item(new QComboBox(this)),
      m_tokens(new QLabel(this)),
      m_problem(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    auto *title = new QLabel(tr("Rendered"), this);
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    m_tokens->setProperty("secondary", true);
    m_tokens->setObjectName(u"previewTokensLabel"_s);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_tokens);
    column->addLayout(head);
    m_set->setObjectName(u"previewSetComboBox"_s);
    m_set->setAccessibleName(tr("Eval set of the preview"));
    m_item->setObjectName(u"previewItemComboBox"_s);
    m_item->setAccessibleName(tr("Item of the preview"));
    auto *choice = new QHBoxLayout;
    choice->addWidget(m_set, 1);
    choice->addWidget(m_item, 1);
    column->addLayout(choice);
    m_problem->setObjectName(u"previewProblemLabel"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    auto *body = new QWidget(scroll);
    m_messages = new QVBoxLayout(body);
    m_messages->setContentsMargins(0, 0, theme::space(1), 0);
    scroll->setWidget(body);
    column->addWidget(scroll, 1);
    connect(m_set, &QComboBox::currentIndexChanged, this, &PreviewPanel::loadSet);
    connect(m_item, &QComboBox::currentIndexChanged, this, &PreviewPanel::render);
}

void PreviewPanel::refreshSets()
{
    const QString chosen = m_set->currentText();
    {
        const QSignalBlocker quiet(m_set);
        m_set->clear();
        for (const store::EvalSetSummary &set : m_document.lists().sets)
            m_set->addItem(set.name);
        m_set->setCurrentIndex(std::max(0, m_set->findText(chosen)));
    }
    const bool hasSets = m_set->count() > 0;
    m_set->setVisible(hasSets);
    m_item->setVisible(hasSets);
    if (m_set->currentText() != m_items.name)
        loadSet();
}

void PreviewPanel::loadSet()
{
    const int job = ++m_setJob;
    const QString name = m_set->currentText();
    if (name.isEmpty()) {
        render();
        return;
    }
    m_document.read(
        this, [name](store::Database &database) { return store::EvalSetRepository(database).load(name); },
        [this, job](const Result<evalset::EvalSet> &set) {
            if (job != m_setJob || !set)
                return;
            m_items = *set;
            const QSignalBlocker quiet(m_item);
            m_item->clear();
            for (const evalset::Item &item : m_items.items)
                m_item->addItem(item.key);
            render();
            Q_EMIT itemsChanged();
        });
}

QStringList PreviewPanel::offeredVariables() const
{
    QStringList names;
    if (m_items.items.isEmpty())
        return names;
    for (const auto &variable : m_items.items.first().variables.object_range())
        names.append(QString::fromStdString(std::string(variable.key())));
    return names;
}

void PreviewPanel::setContent(const prompt::Content &content)
{
    m_content = content;
    render();
}

void PreviewPanel::stepItem(int by)
{
    m_item->setCurrentIndex(std::clamp(m_item->currentIndex() + by, 0, std::max(0, m_item->count() - 1)));
}

void PreviewPanel::render()
{
    const int job = ++m_renderJob;
    const int row = m_item->currentIndex();
    const evalset::Item item = row >= 0 && row < m_items.items.size() ? m_items.items.at(row) : evalset::Item{};
    auto *watcher = new QFutureWatcher<Rendered>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job] {
        watcher->deleteLater();
        if (job == m_renderJob)
            showRendered(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([content = m_content, item] {
        Rendered rendered{.messages = prompt::CompiledPrompt::compile(content).and_then([&](const auto &compiled) { return compiled.render(item.variables); })};
        if (rendered.messages)
            rendered.tokens = tokens::estimateInputTokens(prompt::toChatMessages(*rendered.messages));
        return rendered;
    }));
}

void PreviewPanel::showRendered(const Rendered &rendered)
{
    clearRenderedMessages(m_messages);
    const bool isWhole = rendered.messages.has_value();
    m_problem->setVisible(!isWhole);
    m_tokens->setText(isWhole ? tr("about %1 tokens").arg(format::tokens(rendered.tokens)) : QString());
    if (!isWhole) {
        const QString item = m_item->currentText();
        m_problem->setText(theme::mark(Tone::error) + u" "_s + (item.isEmpty() ? rendered.messages.error() : rendered.messages.error().with(u"item"_s, item)).describe());
        m_problem->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(Tone::error).name()));
        m_messages->addStretch();
        return;
    }
    addRenderedMessages(m_messages, *rendered.messages);
}

} // namespace assay::ui
