// SPDX-License-Identifier: GPL-3.0-or-later
// A message being written: the template language over Markdown, JSON, XML or plain text, with line numbers, marks of what is wrong, what belongs together at
// the cursor, what may be written there. It is as high as its text, and what is around it scrolls.
//
// It undoes nothing itself: each change is told, and whoever keeps the undo stack hands changes back. Ctrl+Z and its like are left to the window.
#pragma once

#include "ui/editor/completionwords.h"
#include "ui/editor/matching.h"
#include "ui/editor/templatehighlighter.h"
#include "ui/editor/textchange.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <memory>

namespace assay::ui {

class CompletionPopup;
class EditorLook;

/// A wavy line, and what it means. Under text that has no width the line is drawn under its neighbour too.
struct EditorMark {
    Span span;
    Tone tone = Tone::error;
    QString message;

    bool operator==(const EditorMark &) const = default;
};

class TemplateEditor final : public CodeView {
    Q_OBJECT

public:
    /// `look` outlives the editor. Without `isTemplate` nothing is a tag: for schemas and other JSON.
    TemplateEditor(EditorLook &look, bool isTemplate, QWidget *parent);
    ~TemplateEditor() override;

    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text); ///< all of it; neither a change is told nor where the cursor is
    void apply(const TextChange &change); ///< no change is told; the cursor goes to its end, and that is
    void replace(const Span &span, const QString &with); ///< as if it had been typed

    void setBase(BaseSyntax syntax);
    [[nodiscard]] BaseSyntax base() const;
    void setMarks(const QList<EditorMark> &marks);
    [[nodiscard]] const QList<EditorMark> &marks() const { return m_marks; }
    /// What was searched for; `current` is an index or -1.
    void setHits(const QList<Span> &hits, qsizetype current);
    void setWords(std::shared_ptr<const CompletionWords> words);
    void complete(); ///< offers what may be written at the cursor
    void select(const Span &span);
    [[nodiscard]] Span selection() const;

Q_SIGNALS:
    void changed(const assay::ui::TextChange &change);
    /// In the editor's coordinates.
    void cursorMoved(const QRect &cursor);
    void zoomRequested(int steps);
    void editRefused(); ///< by a key, or what was pasted: it is read only

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void applyTheme() override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void applyLook();
    void takeChange();
    void keepSelection();
    void afterCursorMove();
    void tellCursor();
    void updateSelections();
    void offerCompletions(bool isAsked);
    void take(const QString &offered);
    void keepIndent();
    void movePage(bool down, bool selects);
    [[nodiscard]] QTextEdit::ExtraSelection selectionOf(const Span &span) const;

    EditorLook &m_look;
    TemplateHighlighter *m_highlighter;
    CompletionPopup *m_popup;
    std::shared_ptr<const CompletionWords> m_words;
    QString m_text; ///< as it was last told
    Span m_selected; ///< of m_text
    qsizetype m_changedAt = 0;
    bool m_isChanging = false; ///< the document is ahead of m_text: takeChange() follows
    bool m_isApplying = false;
    QList<EditorMark> m_marks;
    QList<QTextEdit::ExtraSelection> m_markSelections; ///< they move with the text
    QList<QTextEdit::ExtraSelection> m_hitSelections;
    QList<Span> m_matching;
};

} // namespace assay::ui
