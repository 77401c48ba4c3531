// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lexer.h"

#include "core/prompt/taglexer.h"

#include <array>
#include <optional>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

struct RawTag {
    qsizetype start = 0;
    qsizetype end = 0;
    bool stripsBefore = false;
    bool stripsAfter = false;
};

// Text, comments and raw blocks; the inside of tags is TagLexer's.
class Lexer {
public:
    explicit Lexer(QStringView source) : m_source(source) {}
    std::vector<Token> run();

private:
    qsizetype nextOpening() const;
    void addText(qsizetype from, qsizetype to, bool stripsEnd);
    void skipComment();
    bool readRaw();
    std::optional<RawTag> rawTagAt(qsizetype at, QStringView name) const;
    void readTag();
    void fail(qsizetype offset, const QString &message, const QString &hint = {});
    bool stripsAt(qsizetype offset) const { return offset < m_source.size() && m_source.at(offset) == u'-'; }

    QStringView m_source;
    qsizetype m_at = 0;
    bool m_stripsStart = false;
    bool m_hasFailed = false;
    std::vector<Token> m_tokens;
};

std::vector<Token> Lexer::run()
{
    while (m_at < m_source.size() && !m_hasFailed) {
        const qsizetype opening = nextOpening();
        addText(m_at, opening, stripsAt(opening + 2));
        m_at = opening;
        if (m_at >= m_source.size())
            break;
        if (m_source.at(m_at + 1) == u'#')
            skipComment();
        else if (!readRaw())
            readTag();
    }
    if (!m_hasFailed)
        m_tokens.push_back({.kind = TokenKind::end, .offset = m_source.size()});
    return std::move(m_tokens);
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
        m_tokens.push_back({.kind = TokenKind::text, .offset = from, .text = m_source.sliced(from, to - from).toString()});
}

void Lexer::skipComment()
{
    const qsizetype close = m_source.indexOf(u"#}"_s, m_at + 2);
    if (close < 0)
        return fail(m_at, u"the comment is never closed: expected `#}`"_s);
    m_stripsStart = m_source.at(close - 1) == u'-';
    m_at = close + 2;
}

std::optional<RawTag> Lexer::rawTagAt(qsizetype at, QStringView name) const
{
    const auto skipBlanks = [this](qsizetype from) {
        while (from < m_source.size() && m_source.at(from).isSpace())
            ++from;
        return from;
    };
    RawTag tag{.start = at, .end = at + 2};
    if (!m_source.sliced(at).startsWith(u"{%"_s))
        return std::nullopt;
    tag.stripsBefore = stripsAt(tag.end);
    tag.end = skipBlanks(tag.stripsBefore ? tag.end + 1 : tag.end);
    if (!m_source.sliced(tag.end).startsWith(name))
        return std::nullopt;
    tag.end = skipBlanks(tag.end + name.size());
    tag.stripsAfter = stripsAt(tag.end);
    tag.end += tag.stripsAfter ? 1 : 0;
    if (!m_source.sliced(tag.end).startsWith(u"%}"_s))
        return std::nullopt;
    tag.end += 2;
    return tag;
}

bool Lexer::readRaw()
{
    for (const QString &name : {u"raw"_s, u"verbatim"_s}) {
        const auto opening = rawTagAt(m_at, name);
        if (!opening)
            continue;
        const QString closing = u"end"_s + name;
        for (qsizetype at = m_source.indexOf(u"{%"_s, opening->end); at >= 0; at = m_source.indexOf(u"{%"_s, at + 2)) {
            const auto end = rawTagAt(at, closing);
            if (!end)
                continue;
            m_stripsStart = opening->stripsAfter;
            addText(opening->end, end->start, end->stripsBefore);
            m_stripsStart = end->stripsAfter;
            m_at = end->end;
            return true;
        }
        fail(m_at, u"the `%1` block is never closed: expected `{% %2 %}`"_s.arg(name, closing));
        return true;
    }
    return false;
}

void Lexer::readTag()
{
    const bool isOutput = m_source.at(m_at + 1) == u'{';
    m_tokens.push_back({.kind = isOutput ? TokenKind::outputOpen : TokenKind::tagOpen, .offset = m_at, .text = m_source.sliced(m_at, 2).toString()});
    TagLexer inside(m_source, m_at, isOutput);
    m_hasFailed = !inside.read(m_tokens);
    m_at = inside.end();
    m_stripsStart = inside.stripsAfter();
}

void Lexer::fail(qsizetype offset, const QString &message, const QString &hint)
{
    m_tokens.push_back({.kind = TokenKind::failure, .offset = offset, .text = message, .hint = hint});
    m_hasFailed = true;
}

} // namespace

std::vector<Token> tokenize(QStringView source)
{
    return Lexer(source).run();
}

} // namespace assay::prompt
