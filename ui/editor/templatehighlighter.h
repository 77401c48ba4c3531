// SPDX-License-Identifier: GPL-3.0-or-later
// The template language laid over another syntax: a variable stands out in a JSON string as well as in a heading. Both come from KSyntaxHighlighting; the
// lower one reads the text as if each tag were a word.
#pragma once

#include <QString>
#include <QSyntaxHighlighter>

#include <memory>

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
    /// Without `hasTags` the text is no template: only the lower syntax counts.
    TemplateHighlighter(QTextDocument *document, bool hasTags);
    ~TemplateHighlighter() override;

    void setBase(BaseSyntax syntax); ///< nothing happens when it is that already
    [[nodiscard]] BaseSyntax base() const { return m_base; }
    /// The colours of the scheme that is on.
    void applyTheme();

protected:
    void highlightBlock(const QString &text) override;

private:
    class Layer;
    class LineState;

    std::unique_ptr<Layer> m_tags;
    std::unique_ptr<Layer> m_under;
    BaseSyntax m_base = BaseSyntax::plain;
};

} // namespace assay::ui
