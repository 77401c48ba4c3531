// SPDX-License-Identifier: GPL-3.0-or-later
// The versions of a prompt, the draft first, with their labels; a label can be moved to the chosen one.
#pragma once

#include "core/prompt/promptversion.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace assay::ui {

class VersionsPanel final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kDraft = 0; ///< stands for the draft where a version has its number

    explicit VersionsPanel(QWidget *parent);

    /// `versions` newest first. What was chosen is forgotten, without a signal.
    void setVersions(const QList<prompt::Version> &versions, bool hasDraft, const QMap<QString, int> &labels);
    /// The draft, else the newest, when there is no such number.
    void choose(std::optional<int> number);
    [[nodiscard]] std::optional<int> chosen() const;

    [[nodiscard]] bool showsDifferences() const;
    void setHasParent(bool hasParent); ///< of the chosen one
    void toggleDifferences();

    void focusLabel();
    /// Tells that a label has been moved, and offers to put it back. `from` absent: the label is new.
    void tellMoved(const QString &label, std::optional<int> from, int to);

Q_SIGNALS:
    void versionChosen();
    void differencesToggled(bool shown);
    void labelMoveRequested(const QString &label, int to);

private:
    void makeLabelRow(class QVBoxLayout *column);
    void requestMove();
    void updateLabelRow();

    QListWidget *m_list;
    QComboBox *m_label;
    QPushButton *m_move;
    QLabel *m_told;
    QPushButton *m_putBack;
    QPushButton *m_differences;
    QString m_movedLabel;
    std::optional<int> m_movedFrom;
};

} // namespace assay::ui
