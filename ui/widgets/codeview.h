// SPDX-License-Identifier: GPL-3.0-or-later
// Text in the code font, highlighted by KSyntaxHighlighting with a theme that follows light and dark. One Repository per process.
#pragma once

#include <QPlainTextEdit>

namespace KSyntaxHighlighting {
class Repository;
class SyntaxHighlighter;
class Theme;
} // namespace KSyntaxHighlighting

namespace assay::ui {

enum class Language { plain, json, markdown, promptTemplate };

/// JSON when it parses as an object or array, Markdown when it has its marks, else plain.
[[nodiscard]] Language guessLanguage(const QString &text);
/// The process's one repository, with our own definitions. GUI thread.
[[nodiscard]] KSyntaxHighlighting::Repository &syntaxRepository();
/// Of the colours that the window has now.
[[nodiscard]] KSyntaxHighlighting::Theme syntaxTheme();

class CodeView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent);
    void setLanguage(Language language);
    /// Line numbers at the left; off at first.
    void setLineNumbersShown(bool shown);
    /// Grows with its text between these numbers of lines instead of scrolling.
    void setHeightInLines(int least, int most);
    /// A wavy line under a place with a tool tip: line and column from 1.
    void setProblem(int line, int column, const QString &message);
    void clearProblem();

protected:
    struct OwnHighlighter {};
    /// For what brings a highlighter of its own: setLanguage() has no effect then.
    CodeView(QWidget *parent, OwnHighlighter);

    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    virtual void applyTheme(); ///< the scheme changed
    void updateMargins();
    void updateHeight();

private:
    void connectDocument();
    void paintLineNumbers(QPaintEvent *event);
    void placeLineNumbers();
    class LineNumbers;

    KSyntaxHighlighting::SyntaxHighlighter *m_highlighter = nullptr;
    LineNumbers *m_lineNumbers = nullptr;
    int m_leastLines = 0;
    int m_mostLines = 0;
    bool m_isMeasuring = false;
};

} // namespace assay::ui
