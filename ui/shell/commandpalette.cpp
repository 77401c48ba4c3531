// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 560;
constexpr int kHeight = 380;
} // namespace

int paletteScore(const QString &query, const QString &text)
{
    int score = 1;
    for (const QString &word : query.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        const bool startsWord = at == 0 || !text.at(at - 1).isLetterOrNumber();
        score += at == 0 ? 4 : startsWord ? 3 : 1;
    }
    return score;
}

CommandPalette::CommandPalette(const QList<PaletteEntry> &entries, QWidget *parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint),
      m_entries(entries),
      m_query(new QLineEdit(this)),
      m_list(new QListWidget(this))
{
    setObjectName(u"commandPaletteDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(kWidth, kHeight);
    m_query->setPlaceholderText(tr("Go to a prompt, a set, a run, or run a command"));
    m_query->setObjectName(u"commandPaletteLineEdit"_s);
    m_list->setObjectName(u"commandPaletteListWidget"_s);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(2), theme::space(2), theme::space(2), theme::space(2));
    column->addWidget(m_query);
    column->addWidget(m_list);
    m_query->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    filter({});
    if (parent)
        move(parent->mapToGlobal(QPoint((parent->width() - kWidth) / 2, parent->height() / 6)));
    m_query->setFocus();
}

void CommandPalette::filter(const QString &query)
{
    QList<std::pair<int, qsizetype>> found;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (const int score = paletteScore(query, m_entries.at(i).text); score > 0)
            found.append({-score, i});
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, qsizetype>::first);
    m_list->clear();
    for (const auto &[score, i] : found) {
        const PaletteEntry &entry = m_entries.at(i);
        auto *item = new QListWidgetItem(entry.hint.isEmpty() ? entry.text : QString(entry.text + u"    "_s + entry.hint), m_list);
        item->setData(Qt::UserRole, i);
    }
    if (found.isEmpty()) {
        auto *none = new QListWidgetItem(tr("Nothing is called that."), m_list);
        none->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || !item->flags().testFlag(Qt::ItemIsEnabled))
        return;
    const auto run = m_entries.at(item->data(Qt::UserRole).toLongLong()).run;
    close();
    run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace assay::ui
