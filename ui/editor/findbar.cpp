// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/findbar.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kLeastWidth = 180; // of what is searched for
constexpr int kToggleWidth = 34;
} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent),
      m_find(new QLineEdit(this)),
      m_replace(new QLineEdit(this)),
      m_case(toggle(u"Aa"_s, u"findCaseToolButton"_s, tr("Upper and lower case differ"))),
      m_word(toggle(u"\u201cw\u201d"_s, u"findWordToolButton"_s, tr("Whole words only"))),
      m_pattern(toggle(u".*"_s, u"findPatternToolButton"_s, tr("A regular expression; \\1 in the replacement is its first group"))),
      m_count(new QLabel(this)),
      m_replaceButtons(new QWidget(this))
{
    m_find->setObjectName(u"findLineEdit"_s);
    m_find->setPlaceholderText(tr("Find in all messages"));
    m_find->setAccessibleName(m_find->placeholderText());
    m_find->setClearButtonEnabled(true);
    m_find->setMinimumWidth(kLeastWidth);
    m_replace->setObjectName(u"replaceLineEdit"_s);
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(m_replace->placeholderText());
    m_count->setObjectName(u"findCountLabel"_s);
    m_count->setProperty("secondary", true);
    auto *previous = button({}, u"findPreviousPushButton"_s, tr("Previous (Shift+F3)"));
    previous->setIcon(theme::icon(u"arrow-up"_s));
    auto *next = button({}, u"findNextPushButton"_s, tr("Next (F3 or Return)"));
    next->setIcon(theme::icon(u"arrow-down"_s));
    auto *closing = button(u"\u00d7"_s, u"findClosePushButton"_s, tr("Close (Escape)"));
    closing->setProperty("flat", true);
    for (QPushButton *each : {previous, next, closing}) { // what is searched for has the room
        each->setProperty("compact", true);
        each->setAccessibleName(each->toolTip());
    }
    m_replaceOne = button(tr("Replace"), u"replacePushButton"_s, tr("This one, then goes to the next"));
    m_replaceAll = button(tr("Replace all"), u"replaceAllPushButton"_s, tr("In all messages, as one step that can be undone"));

    auto *besideFind = new QHBoxLayout;
    besideFind->setSpacing(theme::space(1));
    for (QWidget *each : QList<QWidget *>{m_case, m_word, m_pattern, m_count})
        besideFind->addWidget(each);
    besideFind->addStretch();
    for (QPushButton *each : {previous, next, closing})
        besideFind->addWidget(each);
    auto *besideReplace = new QHBoxLayout(m_replaceButtons);
    besideReplace->setContentsMargins(0, 0, 0, 0);
    besideReplace->setSpacing(theme::space(1));
    besideReplace->addWidget(m_replaceOne);
    besideReplace->addWidget(m_replaceAll);
    besideReplace->addStretch();
    auto *grid = new QGridLayout(this); // both fields are as wide as each other
    grid->setContentsMargins(0, theme::space(1), 0, 0);
    grid->setSpacing(theme::space(1));
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_find, 0, 0);
    grid->addLayout(besideFind, 0, 1);
    grid->addWidget(m_replace, 1, 0);
    grid->addWidget(m_replaceButtons, 1, 1);
    showReplace();
    hide();

    connect(m_find, &QLineEdit::textChanged, this, &FindBar::queryChanged);
    for (QToolButton *each : {m_case, m_word, m_pattern})
        connect(each, &QToolButton::toggled, this, &FindBar::queryChanged);
    connect(m_replace, &QLineEdit::returnPressed, this, &FindBar::replaceRequested);
    connect(previous, &QPushButton::clicked, this, &FindBar::previousRequested);
    connect(next, &QPushButton::clicked, this, &FindBar::nextRequested);
    connect(m_replaceOne, &QPushButton::clicked, this, &FindBar::replaceRequested);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAllRequested);
    connect(closing, &QPushButton::clicked, this, &FindBar::close);
}

QToolButton *FindBar::toggle(const QString &text, const QString &name, const QString &toolTip)
{
    auto *made = new QToolButton(this);
    made->setText(text);
    made->setObjectName(name);
    made->setCheckable(true);
    made->setFixedWidth(kToggleWidth);
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    return made;
}

QPushButton *FindBar::button(const QString &text, const QString &name, const QString &toolTip)
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(name);
    made->setToolTip(toolTip);
    return made;
}

void FindBar::open(const QString &text, bool withReplace)
{
    m_isReplaceWanted = withReplace;
    showReplace();
    show();
    if (!text.isEmpty() && !text.contains(u'\n'))
        m_find->setText(text);
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    Q_EMIT queryChanged();
}

void FindBar::showReplace()
{
    for (QWidget *each : QList<QWidget *>{m_replace, m_replaceButtons})
        each->setVisible(m_canReplace && m_isReplaceWanted);
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

SearchQuery FindBar::query() const
{
    return {.text = m_find->text(), .isCaseSensitive = m_case->isChecked(), .isWholeWord = m_word->isChecked(), .isPattern = m_pattern->isChecked()};
}

QString FindBar::replacement() const
{
    return m_replace->text();
}

void FindBar::showFound(const Result<QList<SearchHit>> &hits, qsizetype current)
{
    const bool hasHits = hits && !hits->isEmpty();
    for (QPushButton *each : {m_replaceOne, m_replaceAll})
        offer(*each, hasHits ? QString() : m_find->text().isEmpty() ? tr("Write what is to be found first.") : tr("There is nothing to replace."));
    m_count->setToolTip(hits ? QString() : hits.error().message);
    if (!hits)
        showProblem(*m_count, format::oneLine(hits.error().message, 40));
    else if (m_find->text().isEmpty())
        showText(*m_count, {});
    else if (hits->isEmpty())
        showText(*m_count, tr("none"));
    else
        showText(*m_count, current < 0 ? tr("%1 found").arg(format::count(hits->size())) : tr("%1 of %2").arg(format::count(current + 1), format::count(hits->size())));
}

void FindBar::setCanReplace(bool can)
{
    m_canReplace = can;
    showReplace();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (isReturn && m_find->hasFocus() && (event->modifiers() & ~Qt::ShiftModifier & ~Qt::KeypadModifier) == Qt::NoModifier)
        event->modifiers() & Qt::ShiftModifier ? Q_EMIT previousRequested() : Q_EMIT nextRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace assay::ui
