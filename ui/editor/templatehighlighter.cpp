// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/templatehighlighter.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// Markdown of the library knows more languages than a prompt has and takes its time for them; ours has what prompts use.
QString definitionOf(BaseSyntax syntax)
{
    switch (syntax) {
    case BaseSyntax::markdown:
        return u"Assay Prompt"_s;
    case BaseSyntax::json:
        return u"JSON"_s;
    case BaseSyntax::xml:
        return u"XML"_s;
    case BaseSyntax::plain:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

// A line that is longer is left plain: no prompt is written in one, and rules look at a line as a whole.
constexpr qsizetype kLongestLine = 8'000;

struct Piece {
    qsizetype start;
    qsizetype length;
    KSyntaxHighlighting::Format format;
};

} // namespace

QString nameOf(BaseSyntax syntax)
{
    switch (syntax) {
    case BaseSyntax::markdown:
        return u"Markdown"_s;
    case BaseSyntax::json:
        return u"JSON"_s;
    case BaseSyntax::xml:
        return u"XML"_s;
    case BaseSyntax::plain:
        return QCoreApplication::translate("templatehighlighter", "Plain text");
    }
    Q_UNREACHABLE_RETURN({});
}

BaseSyntax guessBase(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    static const QRegularExpression json(u"^(?:\\{\\s*\"|\\[\\s*[\\[{\"\\d])"_s);
    if (json.matchView(trimmed).hasMatch() && (trimmed.endsWith(u'}') || trimmed.endsWith(u']')))
        return BaseSyntax::json;
    static const QRegularExpression xml(u"^<(?:\\?xml|([A-Za-z][\\w.:-]*)[^>]*>[\\s\\S]*</\\1>$)"_s);
    if (trimmed.startsWith(u'<') && xml.matchView(trimmed).hasMatch())
        return BaseSyntax::xml;
    return BaseSyntax::markdown;
}

class TemplateHighlighter::Layer final : public KSyntaxHighlighting::AbstractHighlighter {
public:
    explicit Layer(const QString &definition) { setDefinition(syntaxRepository().definitionForName(definition)); }

    KSyntaxHighlighting::State read(const QString &line, const KSyntaxHighlighting::State &state)
    {
        pieces.clear();
        return highlightLine(line, state);
    }

    QList<Piece> pieces;

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length > 0)
            pieces.append({offset, length, format});
    }
};

class TemplateHighlighter::LineState final : public QTextBlockUserData {
public:
    KSyntaxHighlighting::State tags;
    KSyntaxHighlighting::State under;
};

namespace {

QTextCharFormat charFormat(const KSyntaxHighlighting::Format &format, const KSyntaxHighlighting::Theme &theme)
{
    QTextCharFormat made;
    if (format.hasTextColor(theme))
        made.setForeground(format.textColor(theme));
    if (format.hasBackgroundColor(theme))
        made.setBackground(format.backgroundColor(theme));
    if (format.isBold(theme))
        made.setFontWeight(QFont::Bold);
    if (format.isItalic(theme))
        made.setFontItalic(true);
    if (format.isStrikeThrough(theme))
        made.setFontStrikeOut(true);
    return made;
}

} // namespace

TemplateHighlighter::TemplateHighlighter(QTextDocument *document, bool hasTags)
    : QSyntaxHighlighter(document),
      m_tags(hasTags ? std::make_unique<Layer>(u"Assay Template"_s) : nullptr)
{
    applyTheme();
}

TemplateHighlighter::~TemplateHighlighter() = default;

void TemplateHighlighter::setBase(BaseSyntax syntax)
{
    if (syntax == m_base)
        return;
    m_base = syntax;
    const QString name = definitionOf(syntax);
    m_under = name.isEmpty() ? nullptr : std::make_unique<Layer>(name);
    applyTheme();
}

void TemplateHighlighter::applyTheme()
{
    for (Layer *layer : {m_tags.get(), m_under.get()}) {
        if (layer != nullptr)
            layer->setTheme(syntaxTheme());
    }
    rehighlight();
}

void TemplateHighlighter::highlightBlock(const QString &text)
{
    const auto *before = static_cast<const LineState *>(currentBlock().previous().userData());
    auto *state = static_cast<LineState *>(currentBlockUserData());
    const bool isNew = state == nullptr;
    if (isNew) {
        state = new LineState;
        setCurrentBlockUserData(state);
    }
    const KSyntaxHighlighting::State tagsBefore = std::exchange(state->tags, before ? before->tags : KSyntaxHighlighting::State());
    const KSyntaxHighlighting::State underBefore = std::exchange(state->under, before ? before->under : KSyntaxHighlighting::State());
    if (text.size() <= kLongestLine) {
        QString masked = text;
        if (m_tags) {
            state->tags = m_tags->read(text, state->tags);
            for (const Piece &piece : std::as_const(m_tags->pieces)) {
                if (piece.format.textStyle() != KSyntaxHighlighting::Theme::Normal)
                    std::fill_n(masked.begin() + piece.start, piece.length, u'x');
            }
        }
        if (m_under) {
            state->under = m_under->read(masked, state->under);
            for (const Piece &piece : std::as_const(m_under->pieces))
                setFormat(static_cast<int>(piece.start), static_cast<int>(piece.length), charFormat(piece.format, m_under->theme()));
        }
        if (m_tags) {
            for (const Piece &piece : std::as_const(m_tags->pieces)) {
                if (piece.format.textStyle() != KSyntaxHighlighting::Theme::Normal)
                    setFormat(static_cast<int>(piece.start), static_cast<int>(piece.length), charFormat(piece.format, m_tags->theme()));
            }
        }
    }
    // The framework goes on to the next line when this number changed.
    if (isNew || state->tags != tagsBefore || state->under != underBefore)
        setCurrentBlockState(currentBlockState() == 1 ? 2 : 1);
}

} // namespace assay::ui
