// SPDX-License-Identifier: GPL-3.0-or-later
// The two answers to one item side by side, with what differs marked: struck through and coloured what only the baseline said, underlined and coloured
// what only the candidate said.
#pragma once

#include "core/run/cellresult.h"

#include <QWidget>

class QLabel;

namespace assay::ui {

class CodeView;

struct AnswerSide {
    QString label;
    std::optional<run::CellDetail> detail;
};

class AnswersView final : public QWidget {
    Q_OBJECT

public:
    explicit AnswersView(QWidget *parent);
    void showAnswers(const AnswerSide &baseline, const AnswerSide &candidate);
    void showNothing();

private:
    struct Column {
        QLabel *head;
        CodeView *text;
    };
    Column addColumn(class QGridLayout *grid, int column, const QString &name);
    static void fill(const Column &column, const AnswerSide &side, const QString &text);

    Column m_baseline;
    Column m_candidate;
};

} // namespace assay::ui
