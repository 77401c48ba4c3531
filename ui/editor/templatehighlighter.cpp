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
#include <QHash>
#include <QRegularExpression>
#include <QTextDocument>
#include <QTextLayout>
#include <QTimer>

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

// What is shaped once is kept, about 60 bytes a letter: of a text that is longer only as long as it is needed.
constexpr int kMostShaped = 200'000;

struct Piece {
    qsizetype start;
    qsizetype length;
    KSyntaxHighlighting::Format format;
};

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

    void setTheme(const KSyntaxHighlighting::Theme &theme) override
    {
        m_formats.clear();
        AbstractHighlighter::setTheme(theme);
    }

    /// Made once: there are few, and each takes longer to make than a word to read.
    const QTextCharFormat &formatOf(const Piece &piece)
    {
        auto known = m_formats.find(piece.format.id());
        if (known == m_formats.end())
            known = m_formats.insert(piece.format.id(), charFormat(piece.format, theme()));
        return *known;
    }

    QList<Piece> pieces;

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length > 0)
            pieces.append({offset, length, format});
    }

private:
    QHash<int, QTextCharFormat> m_formats;
};

class TemplateHighlighter::LineState final : public QTextBlockUserData {
public:
    struct Place {
        KSyntaxHighlighting::State tags;
        KSyntaxHighlighting::State under;

        bool operator==(const Place &) const = default;
    };

    static LineState *of(const QTextBlock &line) { return static_cast<LineState *>(line.userData()); }
    static Place endBefore(const QTextBlock &line)
    {
        const LineState *before = of(line.previous());
        return before != nullptr ? before->end : Place();
    }
    static bool isUpToDate(const QTextBlock &line)
    {
        const LineState *state = of(line);
        return state != nullptr && state->begin == endBefore(line);
    }

    Place begin;
    Place end;
};

TemplateHighlighter::TemplateHighlighter(QTextDocument *document, bool hasTags)
    : QSyntaxHighlighter(document),
      m_tags(hasTags ? std::make_unique<Layer>(u"Assay Template"_s) : nullptr),
      m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &TemplateHighlighter::goOn);
    // The framework was connected first: it has read the lines that changed.
    connect(document, &QTextDocument::contentsChange, this, &TemplateHighlighter::afterChange);
    applyTheme();
}

TemplateHighlighter::~TemplateHighlighter()
{
    // The framework takes its colours away, and that is a change, too.
    if (document() != nullptr)
        document()->disconnect(this);
}

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
    m_left = kAtOnce;
}

void TemplateHighlighter::highlightBlock(const QString &text)
{
    auto *state = static_cast<LineState *>(currentBlockUserData());
    if (state == nullptr) {
        state = new LineState;
        setCurrentBlockUserData(state);
    }
    state->begin = LineState::endBefore(currentBlock());
    state->end = state->begin;
    if (text.size() <= kLongestLine) {
        QString masked = text;
        if (m_tags) {
            state->end.tags = m_tags->read(text, state->begin.tags);
            for (const Piece &piece : std::as_const(m_tags->pieces)) {
                if (piece.format.textStyle() != KSyntaxHighlighting::Theme::Normal)
                    std::fill_n(masked.begin() + piece.start, piece.length, u'x');
            }
        }
        if (m_under) {
            state->end.under = m_under->read(masked, state->begin.under);
            for (const Piece &piece : std::as_const(m_under->pieces))
                setFormat(static_cast<int>(piece.start), static_cast<int>(piece.length), m_under->formatOf(piece));
        }
        if (m_tags) {
            for (const Piece &piece : std::as_const(m_tags->pieces)) {
                if (piece.format.textStyle() != KSyntaxHighlighting::Theme::Normal)
                    setFormat(static_cast<int>(piece.start), static_cast<int>(piece.length), m_tags->formatOf(piece));
            }
        }
    }
    // Else each line in sight is shaped anew for every key.
    currentBlock().layout()->setCacheEnabled(document()->characterCount() <= kMostShaped);
    lookAhead();
}

// ── the lines that follow ───────────────────────────────────────────────────────────────────────────────────────────

void TemplateHighlighter::lookAhead()
{
    const QTextBlock next = currentBlock().next();
    const bool isDue = next.isValid() && !LineState::isUpToDate(next);
    if (!m_next.isNull() && m_next.block() == currentBlock())
        m_next = next.isValid() ? QTextCursor(next) : QTextCursor();
    if (isDue && m_left > 0) {
        --m_left;
        setCurrentBlockState(currentBlockState() == 1 ? 2 : 1); // the framework goes on when this number changed
    } else if (isDue && (m_next.isNull() || next.position() < m_next.position())) {
        m_next = QTextCursor(next);
    }
}

void TemplateHighlighter::afterChange()
{
    m_left = kAtOnce;
    if (!isDone())
        m_timer->start(0);
}

// To the end of the text, and not to the first line that is as it was: a change further down may have left lines behind, too.
void TemplateHighlighter::goOn()
{
    if (isDone())
        return;
    QTextBlock line = m_next.block();
    m_left = 0;
    QTextCursor together(document());
    together.beginEditBlock(); // that it changed is told once
    for (int count = kAtATime; count > 0 && line.isValid(); --count, line = line.next()) {
        if (!LineState::isUpToDate(line))
            rehighlightBlock(line);
    }
    together.endEditBlock();
    m_next = line.isValid() ? QTextCursor(line) : QTextCursor();
    afterChange();
}

} // namespace assay::ui
