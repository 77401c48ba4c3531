// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/lexer.h"

#include "core/prompt/language/taglexer.h"

#include <algorithm>
#include <array>
#include <optional>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

struct RawTag {
    qsizetype start = 0;
    qsizetype end = 0;
    QStringView name;
    bool stripsBefore = false;
    bool stripsAfter = false;
    bool keepsLineEnd = false;
};

// Text, comments and raw blocks; the inside of tags is TagLexer's.
class Lexer {
public:
    Lexer(QStringView source, const TemplateOptions &options, OnFault onFault) : m_source(source), m_options(options), m_onFault(onFault) {}
    TokenList run();

private:
    qsizetype nextOpening() const;
    void readText(qsizetype opening);
    void addText(qsizetype from, qsizetype to, bool stripsEnd);
    void skipComment();
    bool readRaw();
    std::optional<RawTag> rawTagAt(qsizetype at, QStringView name) const;
    std::optional<RawTag> rawEnd(const RawTag &opening) const;
    void readTag();
    void passLineEnd(bool keepsLineEnd);
    void fail(qsizetype offset, const QString &message);
    bool isAt(qsizetype offset, QChar unit) const { return offset < m_source.size() && m_source.at(offset) == unit; }

    QStringView m_source;
    TemplateOptions m_options;
    OnFault m_onFault;
    qsizetype m_at = 0;
    bool m_stripsStart = false;
    bool m_isOver = false;
    TokenList m_list;
};

TokenList Lexer::run()
{
    // About as many as prompts have; a text of tags alone has some ten times more.
    m_list.tokens.reserve(static_cast<std::size_t>(m_source.size() / 32 + 8));
    while (m_at < m_source.size() && !m_isOver) {
        const qsizetype opening = nextOpening();
        readText(opening);
        m_at = opening;
        if (m_at >= m_source.size())
            break;
        if (m_source.at(m_at + 1) == u'#')
            skipComment();
        else if (!readRaw())
            readTag();
    }
    if (!m_isOver)
        m_list.tokens.push_back({.kind = TokenKind::end, .offset = qint32(m_source.size()), .end = qint32(m_source.size())});
    return std::move(m_list);
}

qsizetype Lexer::nextOpening() const
{
    qsizetype at = m_at;
    while ((at = m_source.indexOf(u'{', at)) >= 0 && at + 1 < m_source.size()) {
        const QChar next = m_source.at(at + 1);
        if (next == u'{' || next == u'%' || next == u'#')
            return at;
        ++at;
    }
    return m_source.size();
}

// As Nunjucks does, blanks before a statement go only when its whole line up to there is this very text.
void Lexer::readText(qsizetype opening)
{
    qsizetype to = opening;
    if (m_options.lstripBlocks && isAt(opening + 1, u'%') && !isAt(opening + 2, u'+')) {
        while (to > m_at && m_source.at(to - 1).isSpace() && m_source.at(to - 1) != u'\n')
            --to;
        const bool isWholeLine = to == 0 || m_source.at(to - 1) == u'\n';
        to = isWholeLine ? to : opening;
    }
    addText(m_at, to, isAt(opening + 2, u'-'));
}

void Lexer::addText(qsizetype from, qsizetype to, bool stripsEnd)
{
    if (m_stripsStart) {
        while (from < to && m_source.at(from).isSpace())
            ++from;
    }
    m_stripsStart = false;
    if (stripsEnd) {
        while (from < to && m_source.at(to - 1).isSpace())
            --to;
    }
    if (from < to)
        m_list.tokens.push_back({.kind = TokenKind::text, .offset = qint32(from), .end = qint32(to), .text = m_source.sliced(from, to - from)});
}

void Lexer::skipComment()
{
    const qsizetype close = m_source.indexOf(u"#}", m_at + 2);
    if (close < 0)
        return fail(m_at, u"the comment is never closed: expected `#}`"_s);
    m_stripsStart = m_source.at(close - 1) == u'-';
    m_list.passed.push_back({.kind = PassedTag::Kind::comment, .offset = m_at, .end = close + 2});
    m_at = close + 2;
}

std::optional<RawTag> Lexer::rawTagAt(qsizetype at, QStringView name) const
{
    const auto skipBlanks = [this](qsizetype from) {
        while (from < m_source.size() && m_source.at(from).isSpace())
            ++from;
        return from;
    };
    RawTag tag{.start = at, .end = at + 2, .name = name};
    if (!isAt(at, u'{') || !isAt(at + 1, u'%'))
        return std::nullopt;
    tag.stripsBefore = isAt(tag.end, u'-');
    tag.end = skipBlanks(tag.stripsBefore || isAt(tag.end, u'+') ? tag.end + 1 : tag.end);
    if (!m_source.sliced(tag.end).startsWith(name))
        return std::nullopt;
    tag.name = m_source.sliced(tag.end, name.size());
    tag.end = skipBlanks(tag.end + name.size());
    tag.stripsAfter = isAt(tag.end, u'-');
    tag.keepsLineEnd = isAt(tag.end, u'+');
    tag.end += tag.stripsAfter || tag.keepsLineEnd ? 1 : 0;
    if (!isAt(tag.end, u'%') || !isAt(tag.end + 1, u'}'))
        return std::nullopt;
    tag.end += 2;
    return tag;
}

std::optional<RawTag> Lexer::rawEnd(const RawTag &opening) const
{
    const QString closing = u"end"_s + opening.name;
    for (qsizetype at = m_source.indexOf(u"{%", opening.end); at >= 0; at = m_source.indexOf(u"{%", at + 2)) {
        if (const auto end = rawTagAt(at, closing))
            return end;
    }
    return std::nullopt;
}

bool Lexer::readRaw()
{
    for (const QStringView name : {u"raw"_s, u"verbatim"_s}) {
        const auto opening = rawTagAt(m_at, name);
        if (!opening)
            continue;
        m_list.passed.push_back({.kind = PassedTag::Kind::rawOpening, .offset = opening->start, .end = opening->end, .name = opening->name});
        const auto end = rawEnd(*opening);
        if (!end) {
            fail(m_at, u"the `%1` block is never closed: expected `{% end%1 %}`"_s.arg(name));
            return true;
        }
        m_list.passed.push_back({.kind = PassedTag::Kind::rawClosing, .offset = end->start, .end = end->end, .name = end->name});
        m_at = opening->end;
        m_stripsStart = opening->stripsAfter;
        passLineEnd(opening->keepsLineEnd);
        addText(qMin(m_at, end->start), end->start, end->stripsBefore);
        // As in Nunjucks, the line end behind the end of a raw block stays.
        m_at = end->end;
        m_stripsStart = end->stripsAfter;
        return true;
    }
    return false;
}

void Lexer::readTag()
{
    const bool isOutput = m_source.at(m_at + 1) == u'{';
    m_list.tokens.push_back(
        {.kind = isOutput ? TokenKind::outputOpen : TokenKind::tagOpen, .offset = qint32(m_at), .end = qint32(m_at + 2), .text = m_source.sliced(m_at, 2)});
    TagLexer inside(m_source, m_at, isOutput, m_onFault);
    m_isOver = !inside.read(m_list);
    m_at = inside.end();
    m_stripsStart = inside.stripsAfter();
    if (!isOutput)
        passLineEnd(inside.keepsLineEnd());
}

void Lexer::passLineEnd(bool keepsLineEnd)
{
    if (!m_options.trimBlocks || keepsLineEnd)
        return;
    const bool isPair = isAt(m_at, u'\r') && isAt(m_at + 1, u'\n');
    m_at += isPair ? 2 : isAt(m_at, u'\n') ? 1 : 0;
}

// What is never closed takes all that follows with it, whatever the reader wants.
void Lexer::fail(qsizetype offset, const QString &message)
{
    m_list.tokens.push_back({.kind = TokenKind::failure, .offset = qint32(offset), .end = qint32(offset)});
    m_list.failures.push_back({.offset = offset, .message = message, .hint = {}});
    m_isOver = true;
}

} // namespace

const LexicalFailure *TokenList::failureAt(qsizetype offset) const
{
    const auto found = std::ranges::find(failures, offset, &LexicalFailure::offset);
    return found == failures.end() ? nullptr : &*found;
}

QStringView signOf(Symbol symbol)
{
    static constexpr std::array<QStringView, 29> kSigns{u"", u"===", u"!==", u"**", u"//", u"==", u"!=", u"<=", u">=", u"+", u"-", u"*", u"/", u"%", u"~", u"|", u".", u",", u":",
        u"=", u"<", u">", u"(", u")", u"[", u"]", u"{", u"}", u""};
    return kSigns[static_cast<std::size_t>(symbol)];
}

TokenList tokenize(QStringView source, const TemplateOptions &options, OnFault onFault)
{
    return Lexer(source, options, onFault).run();
}

} // namespace assay::prompt
