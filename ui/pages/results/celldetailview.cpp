// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/celldetailview.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/attemptwords.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/plaintable.h"
#include "ui/widgets/renderedmessages.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString indented(const QString &text)
{
    const auto json = parseJson(QStringView(text));
    return json && (json->is_object() || json->is_array()) ? QString::fromUtf8(toPrettyJson(*json)).trimmed() : text;
}

QTableView *listView(QStandardItemModel *model, const QString &objectName, QWidget *parent)
{
    auto *view = new QTableView(parent);
    view->setObjectName(objectName);
    view->setModel(model);
    makePlain(*view);
    view->setWordWrap(true);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->horizontalHeader()->setStretchLastSection(true);
    return view;
}

QStandardItem *textItem(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setToolTip(format::toolTip(text));
    return item;
}

Tone gradeTone(grader::GradeState state)
{
    switch (state) {
    case grader::GradeState::passed:
        return Tone::pass;
    case grader::GradeState::failed:
        return Tone::fail;
    case grader::GradeState::error:
        return Tone::error;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

} // namespace

CellDetailView::CellDetailView(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_outcome(new QLabel(this)),
      m_figures(new QLabel(this)),
      m_tabs(new QTabWidget(this)),
      m_answer(new CodeView(this)),
      m_referenceCaption(new QLabel(tr("Reference"), this)),
      m_reference(new CodeView(this)),
      m_grades(new QStandardItemModel(0, 3, this)),
      m_attempts(new QStandardItemModel(0, 5, this)),
      m_raw(new CodeView(this))
{
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setObjectName(u"cellTitleLabel"_s);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setWordWrap(true);
    m_outcome->setObjectName(u"cellOutcomeLabel"_s);
    m_outcome->setWordWrap(true);
    m_figures->setProperty("secondary", true);
    m_figures->setFont(theme::smallFont());
    m_figures->setWordWrap(true);
    for (CodeView *view : {m_answer, m_reference, m_raw})
        view->setReadOnly(true);
    m_answer->setObjectName(u"answerPlainTextEdit"_s);
    m_answer->setAccessibleName(tr("Answer"));
    m_reference->setAccessibleName(tr("Reference"));
    m_reference->setHeightInLines(1, 8);
    m_referenceCaption->setProperty("secondary", true);

    auto *answer = new QWidget(m_tabs);
    auto *answerColumn = new QVBoxLayout(answer);
    answerColumn->setContentsMargins(0, theme::space(2), 0, 0);
    answerColumn->addWidget(m_answer, 1);
    answerColumn->addWidget(m_referenceCaption);
    answerColumn->addWidget(m_reference);
    m_tabs->addTab(answer, tr("Answer"));

    auto *scroll = new QScrollArea(m_tabs);
    scroll->setWidgetResizable(true);
    auto *messages = new QWidget(scroll);
    m_messages = new QVBoxLayout(messages);
    m_messages->setContentsMargins(0, theme::space(2), theme::space(1), 0);
    scroll->setWidget(messages);
    m_tabs->addTab(scroll, tr("Prompt"));

    m_grades->setHorizontalHeaderLabels({tr("assertion"), tr("score"), tr("why")});
    m_tabs->addTab(listView(m_grades, u"gradesTableView"_s, m_tabs), tr("Grades"));
    m_tabs->addTab(makeAttempts(), tr("Attempts"));
    m_tabs->addTab(m_raw, tr("Raw"));
    m_tabs->setUsesScrollButtons(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addWidget(m_title);
    column->addWidget(m_outcome);
    column->addWidget(m_figures);
    column->addWidget(m_tabs, 1);
    column->addStretch(); // without tabs the text stays at the top
    showNothing();
}

QWidget *CellDetailView::makeAttempts()
{
    m_attempts->setHorizontalHeaderLabels({tr("#"), tr("outcome"), tr("took"), tr("waited"), tr("cost and request")});
    auto *page = new QWidget(m_tabs);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    QTableView *table = listView(m_attempts, u"attemptsTableView"_s, page);
    table->setColumnWidth(0, 28);
    table->setColumnWidth(1, 134);
    table->setColumnWidth(2, 70);
    table->setColumnWidth(3, 66);
    column->addWidget(table, 1);
    auto *log = new QPushButton(tr("Show them in the log"), page);
    log->setObjectName(u"cellRequestsPushButton"_s);
    column->addWidget(log, 0, Qt::AlignLeft);
    connect(log, &QPushButton::clicked, this, &CellDetailView::requestsWanted);
    return page;
}

void CellDetailView::showNothing()
{
    m_title->setText(tr("No cell chosen"));
    m_outcome->setText(tr("Choose a cell to see its answer, the prompt as it was sent, and why it passed or failed."));
    m_outcome->setStyleSheet({});
    m_figures->hide();
    m_tabs->hide();
}

void CellDetailView::showTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

void CellDetailView::showCell(const CellView &view)
{
    const run::CellResult &result = view.detail.result;
    m_title->setText(view.title);
    const Tone tone = result.outcome ? theme::tone(*result.outcome) : Tone::running;
    const QString word = result.outcome ? run::toText(*result.outcome) : tr("not done");
    m_outcome->setText(theme::mark(tone) + u" "_s + word + (result.reason.isEmpty() ? QString() : u": "_s + result.reason));
    m_outcome->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(tone).name()));
    QStringList figures = CellDetailView::figures(view);
    for (QString &figure : figures)
        figure.replace(u' ', QChar::Nbsp); // lines break between figures, not inside one
    m_figures->setText(figures.join(u" · "_s));
    m_figures->setVisible(!figures.isEmpty());
    showAnswer(view);
    showMessages(view);
    showGrades(view.detail.grades);
    showAttempts(view);
    showRaw(view);
    m_tabs->show();
}

QStringList CellDetailView::figures(const CellView &view)
{
    const run::CellResult &result = view.detail.result;
    QStringList figures;
    if (result.isCached)
        figures.append(
            view.detail.response && view.detail.response->sourceRun > 0 ? tr("from the cache: asked in run #%1").arg(view.detail.response->sourceRun) : tr("from the cache"));
    if (const auto &usage = result.usage)
        figures.append(tr("in %1 (cached %2) · out %3 (reasoning %4)%5")
                .arg(format::tokens(usage->input), format::tokens(usage->inputCached), format::tokens(usage->output), format::tokens(usage->reasoning),
                    usage->isEstimate ? tr(" (estimated)") : QString()));
    if (result.isCached)
        figures.append(tr("%1 new").arg(format::money(Money())));
    else if (result.cost)
        figures.append(format::money(*result.cost));
    if (result.latency)
        figures.append(tr("%1, first token %2").arg(format::duration(*result.latency, true), result.timeToFirstToken ? format::duration(*result.timeToFirstToken, true) : u"–"_s));
    return figures;
}

void CellDetailView::showAnswer(const CellView &view)
{
    const QString text = view.detail.response ? view.detail.response->completion.text : QString();
    m_answer->setLanguage(guessLanguage(text));
    m_answer->setPlainText(view.detail.response ? indented(text) : tr("No answer arrived."));
    const bool hasReference = !view.reference.isEmpty();
    m_referenceCaption->setVisible(hasReference);
    m_reference->setVisible(hasReference);
    m_reference->setLanguage(guessLanguage(view.reference));
    m_reference->setPlainText(indented(view.reference));
}

void CellDetailView::showMessages(const CellView &view)
{
    clearRenderedMessages(m_messages);
    if (view.messages) {
        addRenderedMessages(m_messages, *view.messages);
        return;
    }
    auto *problem = new QLabel(view.messages.error().describe(), m_messages->parentWidget());
    problem->setTextFormat(Qt::PlainText); // it quotes the template
    problem->setWordWrap(true);
    m_messages->addWidget(problem);
    m_messages->addStretch();
}

void CellDetailView::showGrades(const QList<grader::Grade> &grades)
{
    m_grades->removeRows(0, m_grades->rowCount());
    for (const grader::Grade &grade : grades) {
        const Tone tone = gradeTone(grade.state);
        const QString label = grade.metric.isEmpty() || grade.metric == grade.name ? grade.name : QString(grade.metric + u" ("_s + grade.name + u")"_s);
        QStandardItem *name = textItem(theme::mark(tone) + u" "_s + label);
        name->setForeground(theme::foreground(tone));
        m_grades->appendRow({name, textItem(QLocale().toString(grade.score, 'g', 3)), textItem(grade.reason)});
    }
}

void CellDetailView::showAttempts(const CellView &view)
{
    m_attempts->removeRows(0, m_attempts->rowCount());
    for (qsizetype i = 0; i < view.requests.size(); ++i) {
        const run::AttemptRecord &record = view.requests.at(i);
        const run::Attempt &attempt = record.attempt;
        const AttemptWords words = attemptWords(record);
        const bool isRefused = attempt.httpStatus >= 400;
        QString text = theme::mark(words.tone) + u" "_s + (isRefused ? QString::number(attempt.httpStatus) + u" "_s : QString()) + words.text;
        if (const QString message = attemptMessage(attempt); !message.isEmpty())
            text += u": "_s + message;
        QStandardItem *outcome = textItem(text);
        outcome->setForeground(theme::foreground(words.tone));
        const bool hasEnd = attempt.state != run::Attempt::State::sent && !record.isCached();
        const auto waited = i + 1 < view.requests.size() ? waitedBetween(attempt, view.requests.at(i + 1).attempt) : std::nullopt;
        QStringList cost;
        if (attempt.cost)
            cost.append(format::money(*attempt.cost));
        if (!attempt.requestId.isEmpty())
            cost.append(tr("id %1").arg(attempt.requestId));
        m_attempts->appendRow({textItem(QString::number(attempt.number)), outcome, textItem(hasEnd ? format::duration(attempt.duration, true) : u"–"_s),
            textItem(waited ? format::duration(*waited, true) : QString()), textItem(cost.join(u" · "_s))});
    }
}

void CellDetailView::showRaw(const CellView &view)
{
    QStringList lines;
    if (view.detail.response) {
        const provider::Completion &completion = view.detail.response->completion;
        lines = {tr("finish: %1 (%2)").arg(completion.finishRaw, provider::toText(completion.finish)), tr("model: %1").arg(completion.modelReturned),
            tr("fingerprint: %1").arg(completion.fingerprint), tr("service tier: %1").arg(completion.serviceTier), tr("usage: %1").arg(QString::fromUtf8(completion.rawUsage)),
            QString(), completion.text};
    }
    m_raw->setPlainText(lines.join(u'\n'));
}

} // namespace assay::ui
