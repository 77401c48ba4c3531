// SPDX-License-Identifier: GPL-3.0-or-later
// Go to anything, run any command: one line to type in, and what matches, best first.
#pragma once

#include <QDialog>
#include <QList>

#include <functional>

class QLineEdit;
class QListWidget;

namespace assay::ui {

struct PaletteEntry {
    QString text;
    QString hint; ///< keys or kind, at the right
    std::function<void()> run;
};

/// How well `query` fits `text`: every word of it must occur; starts of words count more. 0: not at all.
[[nodiscard]] int paletteScore(const QString &query, const QString &text);

class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const QList<PaletteEntry> &entries, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &query);
    void runCurrent();

    QList<PaletteEntry> m_entries;
    QLineEdit *m_query;
    QListWidget *m_list;
};

} // namespace assay::ui
