// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/versiondiffview.h"

#include "ui/pages/prompts/contentdifftext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QLabel>
#include <QTextCursor>
#include <QToolButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QTextCharFormat formatOf(DiffMark::Kind kind)
{
    QTextCharFormat made;
    switch (kind) {
    case DiffMark::Kind::heading:
        made.setForeground(theme::foreground(Tone::accent));
        made.setFontWeight(QFont::Bold);
        break;
    case DiffMark::Kind::quiet:
        made.setForeground(theme::secondaryText());
        break;
    case DiffMark::Kind::removedLine:
        made.setBackground(theme::background(Tone::worse));
        break;
    case DiffMark::Kind::addedLine:
        made.setBackground(theme::background(Tone::better));
        break;
    case DiffMark::Kind::removedWords:
        made.setForeground(theme::foreground(Tone::worse));
        made.setFontStrikeOut(true);
        made.setFontWeight(QFont::Bold);
        break;
    case DiffMark::Kind::addedWords:
        made.setForeground(theme::foreground(Tone::better));
        made.setFontUnderline(true);
        made.setFontWeight(QFont::Bold);
        break;
    }
    return made;
}

} // namespace

VersionDiffView::VersionDiffView(QWidget *parent) : QWidget(parent), m_title(new QLabel(this)), m_text(new CodeView(this))
{
    m_title->setProperty("secondary", true);
    m_title->setObjectName(u"diffTitleLabel"_s);
    m_title->setWordWrap(true);
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setObjectName(u"diffPlainTextEdit"_s);
    m_text->setAccessibleName(tr("Differences"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(button(u"arrow-up"_s, u"previousChangeToolButton"_s, tr("Previous change (Shift+F8)"), Qt::SHIFT | Qt::Key_F8, -1));
    head->addWidget(button(u"arrow-down"_s, u"nextChangeToolButton"_s, tr("Next change (F8)"), Qt::Key_F8, 1));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    setFocusProxy(m_text);
}

VersionDiffView::~VersionDiffView() = default;

QToolButton *VersionDiffView::button(const QString &icon, const QString &name, const QString &toolTip, const QKeySequence &key, int by)
{
    auto *made = new QToolButton(this);
    made->setIcon(theme::icon(icon));
    made->setObjectName(name);
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    made->setShortcut(key);
    connect(made, &QToolButton::clicked, this, [this, by] { step(by); });
    return made;
}

void VersionDiffView::setContents(const QString &fromLabel, const prompt::Content &from, const QString &toLabel, const prompt::Content &to)
{
    const prompt::ContentDiff diff = prompt::diffContents(from, to);
    m_shown = std::make_unique<DiffText>(diffText(diff));
    if (diff.isEmpty())
        m_title->setText(tr("%1 and %2 are the same").arg(fromLabel, toLabel));
    else
        m_title->setText(tr("%1 → %2: %3, %4").arg(fromLabel, toLabel, tr("\u2212%n line(s)", nullptr, m_shown->removed), tr("+%n line(s)", nullptr, m_shown->added)));
    m_text->setPlainText(m_shown->text);
    paintMarks();
}

void VersionDiffView::paintMarks()
{
    if (!m_shown)
        return;
    QList<QTextEdit::ExtraSelection> selections;
    QTextCursor together(m_text->document());
    together.beginEditBlock();
    for (const DiffMark &mark : std::as_const(m_shown->marks)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_text->document());
        selection.cursor.setPosition(static_cast<int>(mark.start));
        selection.format = formatOf(mark.kind);
        if (mark.kind == DiffMark::Kind::removedLine || mark.kind == DiffMark::Kind::addedLine) {
            QTextBlockFormat whole; // to the edge, however the line wraps
            whole.setBackground(selection.format.background());
            selection.cursor.setBlockFormat(whole);
            continue;
        }
        selection.cursor.setPosition(static_cast<int>(mark.start + mark.length), QTextCursor::KeepAnchor);
        selections.append(selection);
    }
    together.endEditBlock();
    m_text->setExtraSelections(selections);
}

void VersionDiffView::step(int by)
{
    if (!m_shown || m_shown->changes.isEmpty())
        return;
    const QList<qsizetype> &changes = m_shown->changes;
    const int at = m_text->textCursor().position();
    qsizetype next = by > 0 ? std::ranges::upper_bound(changes, at) - changes.begin() : std::ranges::lower_bound(changes, at) - changes.begin() - 1;
    next = (next + changes.size()) % changes.size();
    QTextCursor cursor(m_text->document());
    cursor.setPosition(static_cast<int>(changes.at(next)));
    m_text->setTextCursor(cursor);
    m_text->centerCursor();
}

void VersionDiffView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintMarks();
}

} // namespace assay::ui
