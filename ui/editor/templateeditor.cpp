// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/templateeditor.h"

#include "ui/editor/completionpopup.h"
#include "ui/editor/editorlook.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QWheelEvent>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastLines = 2;
constexpr int kMostLines = 1'000'000;
constexpr qsizetype kMostMarks = 500;
constexpr qsizetype kMostHitsShown = 1'000;

bool isUndoKey(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo);
}

bool wouldEdit(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Paste) || event.matches(QKeySequence::Cut))
        return true;
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const bool isErased = event.key() == Qt::Key_Backspace || event.key() == Qt::Key_Delete;
    const bool isLine = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    return isErased || isLine || (!event.text().isEmpty() && event.text().at(0).isPrint());
}

bool isWithoutWidth(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Other_Format || category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

// Nothing can be drawn under text without a width: what is before it in the line belongs to it then, else what is after it.
Span withWidth(const QString &text, const Span &span)
{
    const auto hasWidth = [&text](qsizetype from, qsizetype to) {
        const QList<uint> characters = QStringView(text).sliced(from, to - from).toUcs4();
        return !std::ranges::all_of(characters, [](uint character) { return isWithoutWidth(character); });
    };
    const qsizetype start = std::clamp<qsizetype>(span.start, 0, text.size());
    const qsizetype end = std::clamp<qsizetype>(span.end(), start, text.size());
    if (start == end || hasWidth(start, end))
        return span;
    const auto step = [&text](qsizetype from, int by) { // over both halves of a pair
        const qsizetype next = from + by;
        const bool isWithin = next > 0 && next < text.size() && text.at(next).isLowSurrogate() && text.at(next - 1).isHighSurrogate();
        return isWithin ? next + by : next;
    };
    for (qsizetype at = start; at > 0 && text.at(at - 1) != u'\n';) {
        at = step(at, -1);
        if (hasWidth(at, end))
            return {at, end - at};
    }
    for (qsizetype at = end; at < text.size() && text.at(at) != u'\n';) {
        at = step(at, 1);
        if (hasWidth(start, at))
            return {start, at - start};
    }
    return span;
}

} // namespace

TemplateEditor::TemplateEditor(EditorLook &look, bool isTemplate, QWidget *parent)
    : CodeView(parent, OwnHighlighter{}),
      m_look(look),
      m_highlighter(new TemplateHighlighter(document(), isTemplate)),
      m_popup(new CompletionPopup(this)),
      m_words(std::make_shared<const CompletionWords>())
{
    setUndoRedoEnabled(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLineNumbersShown(true);
    applyLook();
    setHeightInLines(kLeastLines, kMostLines);
    connect(&m_look, &EditorLook::changed, this, &TemplateEditor::applyLook);
    connect(document(), &QTextDocument::contentsChange, this, [this](int position) {
        m_changedAt = position;
        m_isChanging = true;
    });
    connect(this, &QPlainTextEdit::textChanged, this, &TemplateEditor::takeChange);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &TemplateEditor::afterCursorMove);
    connect(this, &QPlainTextEdit::selectionChanged, this, &TemplateEditor::keepSelection);
    connect(m_popup, &CompletionPopup::taken, this, &TemplateEditor::take);
}

TemplateEditor::~TemplateEditor() = default;

// ── its text ────────────────────────────────────────────────────────────────────────────────────────────────────────

void TemplateEditor::setText(const QString &text)
{
    const QScopedValueRollback applying(m_isApplying, true);
    m_marks.clear();
    m_markSelections.clear();
    m_hitSelections.clear();
    setPlainText(text);
}

void TemplateEditor::apply(const TextChange &change)
{
    const QScopedValueRollback applying(m_isApplying, true);
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(change.position));
    cursor.setPosition(static_cast<int>(change.position + change.removed.size()), QTextCursor::KeepAnchor);
    cursor.insertText(change.inserted);
    m_popup->hide();
    setTextCursor(cursor);
    afterCursorMove();
    tellCursor();
}

void TemplateEditor::replace(const Span &span, const QString &with)
{
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(span.start));
    cursor.setPosition(static_cast<int>(span.end()), QTextCursor::KeepAnchor);
    cursor.insertText(with);
    setTextCursor(cursor);
}

void TemplateEditor::takeChange()
{
    const QString before = std::exchange(m_text, textOf(*document()));
    const Span replaced = m_selected;
    m_isChanging = false;
    keepSelection();
    afterCursorMove();
    if (m_isApplying)
        return;
    const TextChange change = changeBetween(before, m_text, m_changedAt);
    if (!change.isEmpty())
        Q_EMIT changed(widened(change, before, replaced.start, replaced.end()));
}

void TemplateEditor::keepSelection()
{
    if (!m_isChanging)
        m_selected = selection();
}

void TemplateEditor::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        textCursor().insertText(editable(source->text()));
    ensureCursorVisible();
}

// ── how it looks ────────────────────────────────────────────────────────────────────────────────────────────────────

void TemplateEditor::setBase(BaseSyntax syntax)
{
    m_highlighter->setBase(syntax);
}

BaseSyntax TemplateEditor::base() const
{
    return m_highlighter->base();
}

void TemplateEditor::applyLook()
{
    QFont font = theme::codeFont();
    font.setPointSizeF(std::max(4.0, font.pointSizeF() + m_look.zoom()));
    setFont(font);
    setLineWrapMode(m_look.wraps() ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    updateMargins();
    updateHeight();
}

void TemplateEditor::applyTheme()
{
    m_highlighter->applyTheme();
    setMarks(std::exchange(m_marks, {}));
}

QTextEdit::ExtraSelection TemplateEditor::selectionOf(const Span &span) const
{
    const qsizetype size = document()->characterCount() - 1; // without the end of the last line
    QTextEdit::ExtraSelection made;
    made.cursor = QTextCursor(document());
    made.cursor.setPosition(static_cast<int>(std::clamp<qsizetype>(span.start, 0, size)));
    made.cursor.setPosition(static_cast<int>(std::clamp<qsizetype>(span.end(), 0, size)), QTextCursor::KeepAnchor);
    return made;
}

void TemplateEditor::setMarks(const QList<EditorMark> &marks)
{
    m_marks = marks.first(std::min(marks.size(), kMostMarks));
    m_markSelections.clear();
    for (const EditorMark &mark : std::as_const(m_marks)) {
        QTextEdit::ExtraSelection made = selectionOf(withWidth(m_text, mark.span));
        if (!made.cursor.hasSelection()) { // at the end of a line or of all
            made.cursor.movePosition(made.cursor.atEnd() ? QTextCursor::PreviousCharacter : QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        }
        made.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        made.format.setUnderlineColor(theme::foreground(mark.tone));
        made.format.setToolTip(mark.message);
        m_markSelections.append(made);
    }
    updateSelections();
}

void TemplateEditor::setHits(const QList<Span> &hits, qsizetype current)
{
    m_hitSelections.clear();
    for (qsizetype i = 0; i < std::min(hits.size(), kMostHitsShown); ++i) {
        QTextEdit::ExtraSelection made = selectionOf(hits.at(i));
        made.format.setBackground(theme::background(i == current ? Tone::running : Tone::accent));
        if (i == current) {
            made.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            made.format.setUnderlineColor(theme::foreground(Tone::running));
        }
        m_hitSelections.append(made);
    }
    updateSelections();
}

void TemplateEditor::updateSelections()
{
    QList<QTextEdit::ExtraSelection> all;
    if (hasFocus() && !isReadOnly()) {
        QTextEdit::ExtraSelection line;
        line.cursor = textCursor();
        line.cursor.clearSelection();
        line.format.setBackground(palette().color(QPalette::AlternateBase));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        all.append(line);
    }
    all += m_hitSelections;
    for (const Span &span : std::as_const(m_matching)) {
        QTextEdit::ExtraSelection made = selectionOf(span);
        made.format.setBackground(theme::pairArea());
        made.format.setForeground(palette().color(QPalette::Text)); // a colour of the syntax may be too pale for it
        all.append(made);
    }
    all += m_markSelections;
    setExtraSelections(all);
}

// The document tells that the cursor moved before it tells that its text changed: places are looked up in the text that they are of.
void TemplateEditor::afterCursorMove()
{
    if (m_isChanging)
        return;
    m_matching = hasFocus() && !textCursor().hasSelection() ? matchingAt(m_text, textCursor().position()) : QList<Span>();
    updateSelections();
    if (hasFocus() && !m_isApplying)
        tellCursor();
}

void TemplateEditor::tellCursor()
{
    Q_EMIT cursorMoved(cursorRect().translated(viewport()->pos()));
}

void TemplateEditor::focusInEvent(QFocusEvent *event)
{
    CodeView::focusInEvent(event);
    afterCursorMove();
}

void TemplateEditor::focusOutEvent(QFocusEvent *event)
{
    CodeView::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        m_popup->hide();
    m_matching.clear();
    updateSelections();
}

void TemplateEditor::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        if (event->angleDelta().y() != 0)
            Q_EMIT zoomRequested(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
        return;
    }
    // All of its lines are in sight: what is around it scrolls.
    if (event->angleDelta().x() == 0 || horizontalScrollBar()->maximum() == 0)
        event->ignore();
    else
        CodeView::wheelEvent(event);
}

// ── keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────

bool TemplateEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isUndoKey(*static_cast<QKeyEvent *>(event))) {
        event->ignore();
        return true;
    }
    return CodeView::event(event);
}

// Tab goes on to what is next, but takes what is offered first.
bool TemplateEditor::focusNextPrevChild(bool next)
{
    return !m_popup->isVisible() && CodeView::focusNextPrevChild(next);
}

void TemplateEditor::keyPressEvent(QKeyEvent *event)
{
    if (m_popup->takeKey(*event)) {
        event->accept();
        return;
    }
    if (isUndoKey(*event)) {
        event->ignore();
        return;
    }
    if (isReadOnly() && wouldEdit(*event))
        Q_EMIT editRefused();
    const bool isPage = event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp;
    if (isPage && (event->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier) {
        movePage(event->key() == Qt::Key_PageDown, event->modifiers() & Qt::ShiftModifier);
        return;
    }
    const qsizetype before = m_text.size();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier && !isReadOnly())
        keepIndent();
    else
        CodeView::keyPressEvent(event);
    const QString typed = event->text();
    if (!typed.isEmpty() && typed.at(0).isPrint() && m_text.size() != before)
        offerCompletions(false);
    else if (m_popup->isVisible() && event->key() == Qt::Key_Backspace)
        offerCompletions(true);
    else if (!typed.isEmpty() || event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        m_popup->hide();
}

void TemplateEditor::keepIndent()
{
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text();
    qsizetype indent = 0;
    while (indent < std::min<qsizetype>(line.size(), cursor.positionInBlock()) && (line.at(indent) == u' ' || line.at(indent) == u'\t'))
        ++indent;
    cursor.insertText(u"\n"_s + line.first(indent));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void TemplateEditor::movePage(bool down, bool selects)
{
    const int seen = visibleRegion().boundingRect().height();
    const int lines = std::max(1, seen / std::max(1, fontMetrics().lineSpacing()) - 1);
    QTextCursor cursor = textCursor();
    cursor.movePosition(down ? QTextCursor::Down : QTextCursor::Up, selects ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor, lines);
    setTextCursor(cursor);
}

void TemplateEditor::setWords(std::shared_ptr<const CompletionWords> words)
{
    m_words = std::move(words);
}

void TemplateEditor::complete()
{
    offerCompletions(true);
}

void TemplateEditor::offerCompletions(bool isAsked)
{
    if (isReadOnly())
        return;
    const qsizetype position = textCursor().position();
    const prompt::Completion place = prompt::completionAt(m_text, position);
    const QString written = m_text.sliced(place.start, std::max<qsizetype>(0, position - place.start));
    const QChar before = position > 0 ? m_text.at(position - 1) : QChar();
    const bool isBegun = !written.isEmpty() || before == u'|' || before == u'.' || (before == u' ' && position > 2 && (m_text.at(position - 2) == u'{' || m_text.at(position - 2) == u'%'));
    // Words such as "and" are short, and typed faster than chosen.
    const bool isWanted = isAsked || (isBegun && place.kind != prompt::Completion::Kind::keyword);
    if (place.kind == prompt::Completion::Kind::none || !isWanted) {
        m_popup->hide();
        return;
    }
    const QRect cursor = cursorRect();
    m_popup->offer(offersFor(place, written, *m_words), QRect(viewport()->mapToGlobal(cursor.topLeft()), cursor.size()));
}

void TemplateEditor::take(const QString &offered)
{
    const qsizetype position = textCursor().position();
    const prompt::Completion place = prompt::completionAt(m_text, position);
    if (place.kind == prompt::Completion::Kind::none)
        return;
    const bool wantsSpace = place.kind == prompt::Completion::Kind::filter && place.start > 0 && m_text.at(place.start - 1) == u'|';
    replace({place.start, position - place.start}, (wantsSpace ? u" "_s : QString()) + offered);
}

void TemplateEditor::select(const Span &span)
{
    setTextCursor(selectionOf(span).cursor);
    if (!hasFocus())
        tellCursor();
}

Span TemplateEditor::selection() const
{
    const QTextCursor cursor = textCursor();
    return {cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()};
}

} // namespace assay::ui
