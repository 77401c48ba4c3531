// SPDX-License-Identifier: GPL-3.0-or-later
// The versions of a prompt as a timeline, the draft first: note, author, time, labels, and how each did in its last run. One is shown; two are compared.
#pragma once

#include "ui/pages/prompts/versionrow.h"

#include <QWidget>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace assay::ui {

class VersionsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit VersionsPanel(QWidget *parent);

    /// What was chosen is forgotten, without a signal.
    void setRows(const QList<VersionRow> &rows);
    /// The same versions, told anew; what is chosen stays so.
    void updateRows(const QList<VersionRow> &rows);
    /// Of the version that has its number, if there is one.
    void updateRow(const VersionRow &row);
    /// The draft, else the newest, when there is no such number.
    void choose(std::optional<int> number);
    /// The one that is shown: the newer when there are two.
    [[nodiscard]] std::optional<int> chosen() const;
    /// The one that it is compared with, by the user's choice.
    [[nodiscard]] std::optional<int> other() const;

    [[nodiscard]] bool showsDifferences() const;
    void setAgainstComparing(const QString &against); ///< why there is nothing to compare with; empty: there is
    [[nodiscard]] QString againstComparing() const;
    void toggleDifferences();
    /// Either is shown, or neither.
    [[nodiscard]] bool showsHistory() const;
    void setShowsHistory(bool shows);

Q_SIGNALS:
    void versionChosen();
    void differencesChanged(); ///< or whether the history is shown

private:
    [[nodiscard]] QList<int> selected() const; ///< from the top
    void takeSelection();
    static void fill(QListWidgetItem &item, const VersionRow &row);

    QListWidget *m_list;
    QPushButton *m_differences;
    QPushButton *m_history;
    std::optional<int> m_chosen;
    std::optional<int> m_other;
};

} // namespace assay::ui
