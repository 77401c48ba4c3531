// SPDX-License-Identifier: GPL-3.0-or-later
// Fields one below the other, each with its caption above and what is wrong with it below.
#pragma once

#include <QHash>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace assay::ui {

class FieldColumn final : public QWidget {
    Q_OBJECT

public:
    explicit FieldColumn(QWidget *parent);

    /// `key` names the field to showProblem().
    void addField(const QString &key, const QString &caption, QWidget *field);
    struct Field {
        QString key;
        QString caption;
        QWidget *field;
    };
    /// Side by side, each as wide as the other.
    void addRow(const QList<Field> &fields);
    /// Without a caption of its own, such as a check box or a note.
    void addWidget(QWidget *widget, const QString &key = {});
    void addHeading(const QString &text);

    /// Below the field, or at the end of all for a key that names none; the field takes the keyboard.
    void showProblem(const QString &key, const QString &text);
    void clearProblems();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshColours();
    QLabel *newProblem();
    QLabel *newCaption(const QString &text, QWidget *field);

    struct Place {
        QWidget *field;
        QLabel *problem;
    };
    QVBoxLayout *m_column;
    QHash<QString, Place> m_places;
    QLabel *m_general = nullptr;
    QList<QLabel *> m_problems;
};

} // namespace assay::ui
