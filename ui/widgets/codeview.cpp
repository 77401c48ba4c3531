// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/codeview.h"

#include "core/base/json.h"
#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <cmath>

namespace assay::ui {

using namespace Qt::StringLiterals;

class CodeView::LineNumbers final : public QWidget {
public:
    explicit LineNumbers(CodeView *view) : QWidget(view), m_view(view) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintLineNumbers(event); }

private:
    CodeView *m_view;
};

namespace {

QString definitionName(Language language)
{
    switch (language) {
    case Language::plain:
        return {};
    case Language::json:
        return u"JSON"_s;
    case Language::markdown:
        return u"Markdown"_s;
    case Language::promptTemplate:
        return u"Assay Prompt"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Language guessLanguage(const QString &text)
{
    const QString trimmed = text.trimmed();
    if ((trimmed.startsWith(u'{') || trimmed.startsWith(u'[')) && parseJson(QStringView(trimmed)))
        return Language::json;
    static const QRegularExpression marks(u"(^#{1,6} |^[-*] |^```|\\*\\*\\S)"_s, QRegularExpression::MultilineOption);
    return marks.match(text).hasMatch() ? Language::markdown : Language::plain;
}

KSyntaxHighlighting::Repository &syntaxRepository()
{
    static KSyntaxHighlighting::Repository repository;
    return repository;
}

KSyntaxHighlighting::Theme syntaxTheme()
{
    // Not the framework's own: its texts are red in the dark, as only what failed should be.
    const bool isDark = theme::isDark();
    const KSyntaxHighlighting::Theme calm = syntaxRepository().theme(isDark ? u"GitHub Dark"_s : u"GitHub Light"_s);
    const auto kind = isDark ? KSyntaxHighlighting::Repository::DarkTheme : KSyntaxHighlighting::Repository::LightTheme;
    return calm.isValid() ? calm : syntaxRepository().defaultTheme(kind);
}

CodeView::CodeView(QWidget *parent) : QPlainTextEdit(parent), m_highlighter(new KSyntaxHighlighting::SyntaxHighlighter(document()))
{
    connectDocument();
    CodeView::applyTheme();
}

CodeView::CodeView(QWidget *parent, OwnHighlighter) : QPlainTextEdit(parent)
{
    connectDocument();
}

void CodeView::connectDocument()
{
    setFont(theme::codeFont());
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::updateMargins);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int scrolled) {
        if (m_lineNumbers != nullptr && scrolled != 0)
            m_lineNumbers->update();
        else if (m_lineNumbers != nullptr)
            m_lineNumbers->update(0, area.y(), m_lineNumbers->width(), area.height());
    });
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &CodeView::updateHeight);
}

void CodeView::setLanguage(Language language)
{
    if (m_highlighter == nullptr)
        return;
    const QString name = definitionName(language);
    m_highlighter->setDefinition(name.isEmpty() ? KSyntaxHighlighting::Definition() : syntaxRepository().definitionForName(name));
}

void CodeView::setLineNumbersShown(bool shown)
{
    if (shown == (m_lineNumbers != nullptr))
        return;
    if (shown) {
        m_lineNumbers = new LineNumbers(this);
        m_lineNumbers->show();
    } else {
        delete std::exchange(m_lineNumbers, nullptr);
    }
    updateMargins();
}

void CodeView::setHeightInLines(int least, int most)
{
    m_leastLines = least;
    m_mostLines = most;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateHeight();
}

void CodeView::setProblem(int line, int column, const QString &message)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    QTextEdit::ExtraSelection problem;
    problem.cursor = QTextCursor(block);
    problem.cursor.setPosition(block.position() + std::min(column - 1, std::max(0, block.length() - 2)));
    problem.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor);
    if (!problem.cursor.hasSelection())
        problem.cursor.select(QTextCursor::LineUnderCursor);
    problem.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    problem.format.setUnderlineColor(theme::foreground(Tone::fail));
    problem.format.setToolTip(message);
    setExtraSelections({problem});
}

void CodeView::clearProblem()
{
    setExtraSelections({});
}

bool CodeView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int position = cursorForPosition(viewport()->mapFromGlobal(help->globalPos())).position();
        for (const QTextEdit::ExtraSelection &problem : extraSelections()) {
            const QString text = problem.format.toolTip();
            if (!text.isEmpty() && position >= problem.cursor.selectionStart() && position <= problem.cursor.selectionEnd())
                QToolTip::showText(help->globalPos(), text, this);
        }
    }
    const bool isTaken = QPlainTextEdit::event(event);
    // A frame that is resized while it is hidden tells its viewport later, and in another size than its last one.
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        placeLineNumbers();
    return isTaken;
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateMargins();
    updateHeight();
}

void CodeView::applyTheme()
{
    if (m_highlighter == nullptr)
        return;
    m_highlighter->setTheme(syntaxTheme());
    m_highlighter->rehighlight();
}

void CodeView::updateMargins()
{
    if (!m_lineNumbers) {
        setViewportMargins(0, 0, 0, 0);
        return;
    }
    const auto digits = QString::number(std::max(10, blockCount())).size();
    const int width = fontMetrics().horizontalAdvance(u'0') * static_cast<int>(digits) + theme::space(3);
    setViewportMargins(width, 0, 0, 0);
    placeLineNumbers();
}

void CodeView::placeLineNumbers()
{
    if (m_lineNumbers == nullptr)
        return;
    const QRect area = contentsRect();
    m_lineNumbers->setGeometry(area.left(), area.top(), viewportMargins().left(), area.height());
}

void CodeView::updateHeight()
{
    if (m_mostLines <= 0 || m_isMeasuring)
        return;
    const QScopedValueRollback measuring(m_isMeasuring, true);
    const int lineHeight = fontMetrics().lineSpacing();
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    int lines = 0;
    qreal height = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < m_mostLines; block = block.next()) {
        height += layout->blockBoundingRect(block).height(); // lays out what is not yet
        lines += std::max(1, block.lineCount());
    }
    const int shown = std::clamp(static_cast<int>(std::ceil(height)), m_leastLines * lineHeight, m_mostLines * lineHeight);
    const int bar = lineWrapMode() == QPlainTextEdit::NoWrap ? horizontalScrollBar()->sizeHint().height() : 0;
    // The margins of the document are in its first and last block.
    const int frame = 2 * frameWidth() + theme::space(1);
    setFixedHeight(shown + frame + bar);
}

void CodeView::paintLineNumbers(QPaintEvent *event)
{
    QPainter painter(m_lineNumbers);
    painter.setFont(font());
    painter.setPen(theme::secondaryText());
    QTextBlock block = firstVisibleBlock();
    QRectF area = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && area.top() <= event->rect().bottom()) {
        if (block.isVisible() && area.bottom() >= event->rect().top())
            painter.drawText(QRectF(0, area.top(), m_lineNumbers->width() - theme::space(2), fontMetrics().height()), Qt::AlignRight, QString::number(block.blockNumber() + 1));
        block = block.next();
        area = QRectF(area.left(), area.bottom(), area.width(), blockBoundingRect(block).height());
    }
}

} // namespace assay::ui
