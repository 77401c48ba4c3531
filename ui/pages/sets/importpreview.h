// SPDX-License-Identifier: GPL-3.0-or-later
// What a file would bring before any of it is written: its items set against the current set, where they would go, or why the file is refused. Enter
// imports, Esc leaves. The file is read on a pool thread.
#pragma once

#include "ui/pages/sets/importplan.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace assay::ui {

class ItemsModel;
class ItemsTable;

class ImportPreview final : public QWidget {
    Q_OBJECT

public:
    explicit ImportPreview(QWidget *parent);

    /// Reads the file and shows what it would do to `current` (without a name: no set yet). `setNames` are taken.
    void open(const QString &path, const evalset::EvalSet &current, const QStringList &setNames);
    /// While it is being written nothing can be chosen.
    void setWriting(bool isWriting);
    [[nodiscard]] bool isWriting() const { return m_isWriting; }
    void refreshColours();

Q_SIGNALS:
    void importRequested(const assay::ui::ImportRequest &request);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class State { reading, ready, refused };

    void makeHead(QBoxLayout *column);
    void makeTarget(QBoxLayout *column);
    void makeBody(QBoxLayout *column);
    void read();
    void take(const Result<ImportPlan> &plan);
    void showPlan();
    void showProblems(const Error &error);
    void showState(State state);
    void updateChoice();
    void confirm();
    [[nodiscard]] QString nameProblem() const;
    [[nodiscard]] QString againstNothing() const; ///< why what is chosen would change nothing
    [[nodiscard]] qsizetype changeCount() const;

    QString m_path;
    evalset::EvalSet m_current;
    QStringList m_setNames;
    ImportPlan m_plan;
    State m_state = State::reading;
    bool m_isWriting = false;
    int m_job = 0;

    QLabel *m_title = nullptr;
    QLabel *m_summary = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
    QWidget *m_target = nullptr;
    QWidget *m_intoRow = nullptr;
    QPushButton *m_into = nullptr;
    QLabel *m_counts = nullptr;
    QPushButton *m_judge = nullptr; ///< the new set's answers by their references
    QPushButton *m_remove = nullptr;
    QPushButton *m_asNew = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_nameProblem = nullptr;
    QLabel *m_caption = nullptr;
    ItemsTable *m_table = nullptr;
    ItemsModel *m_model = nullptr;
    QPlainTextEdit *m_problems = nullptr;
};

} // namespace assay::ui
