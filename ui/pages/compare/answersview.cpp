// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/answersview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/difftext.h"

#include <QBoxLayout>
#include <QLabel>
#include <QGridLayout>

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
    // A grid, so that the texts begin beside each other also where one heading is longer.
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::space(2));
    grid->setVerticalSpacing(theme::space(1));
    grid->setRowStretch(1, 1);
    m_baseline = addColumn(grid, 0, u"baselineAnswerPlainTextEdit"_s);
    m_candidate = addColumn(grid, 1, u"candidateAnswerPlainTextEdit"_s);
}

AnswersView::Column AnswersView::addColumn(QGridLayout *grid, int column, const QString &name)
{
    auto *head = new QLabel(this);
    head->setWordWrap(true);
    head->setTextFormat(Qt::PlainText);
    auto *text = new CodeView(this);
    text->setObjectName(name);
    text->setReadOnly(true);
    grid->addWidget(head, 0, column, Qt::AlignTop);
    grid->addWidget(text, 1, column);
    grid->setColumnStretch(column, 1);
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
