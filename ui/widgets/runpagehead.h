// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a page about one run: the page's name, which run, its figures in one line, and what can be done with it.
#pragma once

#include "core/store/runrepository.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;

namespace assay::ui {

class RunPageHead final : public QWidget {
    Q_OBJECT

public:
    /// `name` begins the object names of its parts.
    RunPageHead(const QString &title, const QString &name, QWidget *parent);

    /// To choose from; hidden without any.
    void setRuns(const QList<store::RunSummary> &runs);
    void setRun(std::optional<run::RunId> run); ///< that is shown; also before it is among the runs
    void setFigures(const QStringList &figures, bool isSimulated = false);
    void addAtEnd(QWidget *widget);

Q_SIGNALS:
    void runChosen(assay::run::RunId run); ///< by the user

private:
    void showRun();

    QComboBox *m_runs;
    QLabel *m_figures;
    QBoxLayout *m_row;
    std::optional<run::RunId> m_run;
};

} // namespace assay::ui
