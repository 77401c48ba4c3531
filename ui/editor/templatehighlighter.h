// SPDX-License-Identifier: GPL-3.0-or-later
// The template language laid over another syntax: a variable stands out in a JSON string as well as in a heading. Both come from KSyntaxHighlighting; the
// lower one reads the text as if each tag were a word.
//
// A line is read from where the line before it ended, so a quote or a comment that is opened changes all that follows. No key waits for that: the lines
// next to a change are done with it, those behind them a few at a time between other events, and what comes out is what one go would give.
#pragma once

#include <QString>
#include <QSyntaxHighlighter>
#include <QTextCursor>

#include <memory>

class QTimer;

namespace assay::ui {

/// What the text around the tags is.
enum class BaseSyntax { markdown, json, xml, plain };

/// "Markdown", "JSON", "XML", "Plain text".
[[nodiscard]] QString nameOf(BaseSyntax syntax);
/// JSON for what begins as an object or array, XML for what begins with an element and has its end, else Markdown.
[[nodiscard]] BaseSyntax guessBase(const QString &text);

class TemplateHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    /// Lines behind a change that are done with it, and at most those: about what is in sight. Reading one takes little, laying it out anew 0.1 ms.
    static constexpr int kAtOnce = 24;
    static constexpr int kAtATime = 8; ///< of the others

    /// Without `hasTags` the text is no template: only the lower syntax counts.
    TemplateHighlighter(QTextDocument *document, bool hasTags);
    ~TemplateHighlighter() override;

    void setBase(BaseSyntax syntax); ///< nothing happens when it is that already
    [[nodiscard]] BaseSyntax base() const { return m_base; }
    /// The colours of the scheme that is on.
    void applyTheme();
    /// Whether every line was read with what stands before it now.
    [[nodiscard]] bool isDone() const { return m_next.isNull(); }

protected:
    void highlightBlock(const QString &text) override;

private:
    class Layer;
    class LineState;

    void lookAhead();
    void afterChange();
    void goOn();

    std::unique_ptr<Layer> m_tags;
    std::unique_ptr<Layer> m_under;
    BaseSyntax m_base = BaseSyntax::plain;
    int m_left = kAtOnce; ///< lines that may still be done with this change
    QTextCursor m_next; ///< the first line that may have been read with something else before it; null: there is none
    QTimer *m_timer;
};

} // namespace assay::ui
