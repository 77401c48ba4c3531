// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/answersview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/difftext.h"

#include <QBoxLayout>
#include <QLabel>
#include <QSplitter>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString answerOf(const AnswerSide &side)
{
    if (!side.detail || !side.detail->response)
        return {};
    const QString text = side.detail->response->completion.text;
    const auto json = parseJson(QStringView(text));
    return json && (json->is_object() || json->is_array()) ? QString::fromUtf8(toPrettyJson(*json)).trimmed() : text;
}

} // namespace

AnswersView::AnswersView(QWidget *parent) : QWidget(parent)
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_baseline = addColumn(splitter, u"baselineAnswerPlainTextEdit"_s);
    m_candidate = addColumn(splitter, u"candidateAnswerPlainTextEdit"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
}

AnswersView::Column AnswersView::addColumn(QSplitter *splitter, const QString &name)
{
    auto *side = new QWidget(splitter);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    auto *head = new QLabel(side);
    head->setWordWrap(true);
    head->setTextFormat(Qt::PlainText);
    auto *text = new CodeView(side);
    text->setObjectName(name);
    text->setReadOnly(true);
    column->addWidget(head);
    column->addWidget(text, 1);
    return {head, text};
}

void AnswersView::fill(const Column &column, const AnswerSide &side, const QString &text)
{
    column.text->setLanguage(guessLanguage(text));
    column.text->setAccessibleName(tr("Answer of %1").arg(side.label));
    QString head = side.label;
    if (side.detail && side.detail->result.outcome) {
        head += u"  "_s + theme::mark(theme::tone(*side.detail->result.outcome)) + u" "_s + run::toText(*side.detail->result.outcome);
        for (const grader::Grade &grade : side.detail->grades) {
            if (grade.state != grader::GradeState::passed) {
                head += u": "_s + grade.reason;
                break;
            }
        }
    }
    column.head->setText(head);
}

void AnswersView::showAnswers(const AnswerSide &baseline, const AnswerSide &candidate)
{
    const QString before = answerOf(baseline);
    const QString after = answerOf(candidate);
    fill(m_baseline, baseline, before);
    fill(m_candidate, candidate, after);
    showWordDifference(m_baseline.text, m_candidate.text, before, after);
}

void AnswersView::showNothing()
{
    for (const Column &column : {m_baseline, m_candidate}) {
        column.head->setText(tr("Choose an item to see both answers."));
        column.text->clear();
    }
}

} // namespace assay::ui
