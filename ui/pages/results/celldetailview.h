// SPDX-License-Identifier: GPL-3.0-or-later
// Everything about one cell: its answer highlighted as what it is, the prompt as it was sent, each grade with its reason, every attempt, usage.
#pragma once

#include "core/prompt/rendering.h"
#include "core/run/attemptrecord.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStandardItemModel;
class QTabWidget;
class QVBoxLayout;

namespace assay::ui {

class CodeView;

/// What the view shows, put together off the GUI thread.
struct CellView {
    QString title; ///< "T-017 · triage@4 · sim-medium"
    run::CellDetail detail;
    QList<run::AttemptRecord> requests; ///< made for it, oldest first, or the answer from the cache
    QString reference;                  ///< empty when the item has none
    Result<QList<prompt::RenderedMessage>> messages;
};

class CellDetailView final : public QWidget {
    Q_OBJECT

public:
    explicit CellDetailView(QWidget *parent);
    void showCell(const CellView &view);
    void showNothing();
    void showTab(int tab); ///< 0 answer, 1 prompt, 2 grades, 3 attempts, 4 raw

Q_SIGNALS:
    /// The cell's requests are wanted in the log.
    void requestsWanted();

private:
    QWidget *makeAttempts();
    [[nodiscard]] static QStringList figures(const CellView &view);
    void showAnswer(const CellView &view);
    void showMessages(const CellView &view);
    void showGrades(const QList<grader::Grade> &grades);
    void showAttempts(const CellView &view);
    void showRaw(const CellView &view);

    QLabel *m_title;
    QLabel *m_outcome;
    QLabel *m_figures;
    QTabWidget *m_tabs;
    CodeView *m_answer;
    QLabel *m_referenceCaption;
    CodeView *m_reference;
    QVBoxLayout *m_messages;
    QStandardItemModel *m_grades;
    QStandardItemModel *m_attempts;
    CodeView *m_raw;
};

} // namespace assay::ui
