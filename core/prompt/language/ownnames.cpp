// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/ownnames.h"

#include "core/prompt/language/tags.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

using Tokens = std::span<const Token>;

// Goes through the tags that are closed, and keeps what the open blocks and the template itself have given names to.
class NameReader {
public:
    NameReader(QStringView source, const TokenList &list) : m_source(source), m_tokens(list.tokens) {}

    void run();
    [[nodiscard]] QList<OwnName> names() const;
    [[nodiscard]] QStringList blocks() const;

private:
    struct Scope {
        QString block;
        QList<OwnName> names;
    };

    void readTag(Tokens inside);
    void readFor(Tokens inside);
    void readSet(Tokens inside);
    void readMacro(Tokens inside);
    void readImport(Tokens inside);
    void open(QStringView block) { m_scopes.push_back({.block = block.toString(), .names = {}}); }
    void close(const TagSpec &tag);
    /// `set` within a block but a loop or a macro gives its name to what is around.
    void give(OwnName name);

    QStringView m_source;
    Tokens m_tokens;
    std::vector<Scope> m_scopes{1};
};

void NameReader::run()
{
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        if (m_tokens[i].kind != TokenKind::tagOpen)
            continue;
        const std::size_t from = ++i;
        while (i < m_tokens.size() && m_tokens[i].kind != TokenKind::tagClose)
            ++i;
        if (i < m_tokens.size() && i > from && m_tokens[from].kind == TokenKind::name)
            readTag(m_tokens.subspan(from, i - from));
    }
}

void NameReader::readTag(Tokens inside)
{
    const QStringView name = inside.front().text;
    const TagSpec *tag = findTag(name);
    if (!tag)
        return;
    if (tag->role == TagSpec::Role::ends)
        return close(*tag);
    const Tokens rest = inside.subspan(1);
    if (name == u"set")
        return readSet(rest);
    if (name == u"import" || name == u"from")
        return readImport(rest);
    if (name == u"macro")
        return readMacro(rest);
    if (tag->role != TagSpec::Role::opens)
        return;
    open(name);
    if (name == u"for")
        readFor(rest);
}

void NameReader::close(const TagSpec &tag)
{
    const auto found = std::ranges::find_if(m_scopes.rbegin(), m_scopes.rend(), [&](const Scope &scope) { return belongsTo(tag, scope.block); });
    if (found != m_scopes.rend())
        m_scopes.resize(static_cast<std::size_t>(m_scopes.rend() - found - 1));
}

void NameReader::give(OwnName name)
{
    auto scope = m_scopes.rbegin();
    while (scope + 1 != m_scopes.rend() && scope->block != u"for" && scope->block != u"macro" && scope->block != u"call")
        ++scope;
    scope->names.append(std::move(name));
}

void NameReader::readFor(Tokens inside)
{
    const auto in = std::ranges::find_if(inside, [](const Token &token) { return token.kind == TokenKind::name && token.text == u"in"; });
    const auto count = static_cast<std::size_t>(in - inside.begin());
    const Tokens iterable = in == inside.end() ? Tokens() : inside.subspan(count + 1);
    const QString path = pathBefore(m_source, iterable);
    const bool isPath = !iterable.empty() && path.size() == iterable.back().end - iterable.front().offset;
    const bool isOne = std::ranges::count(inside.first(count), Symbol::comma, &Token::symbol) == 0;
    m_scopes.back().names.append({.name = u"loop"_s});
    for (const Token &token : inside.first(count)) {
        if (token.kind == TokenKind::name)
            m_scopes.back().names.append({.name = token.text.toString(), .path = isPath && isOne ? path : QString(), .isElement = isPath && isOne});
    }
}

void NameReader::readSet(Tokens inside)
{
    int depth = 0;
    std::size_t sign = 0;
    for (; sign < inside.size(); ++sign) {
        depth += inside[sign].symbol == Symbol::openParenthesis ? 1 : inside[sign].symbol == Symbol::closeParenthesis ? -1 : 0;
        if (depth == 0 && (inside[sign].symbol == Symbol::assign || inside[sign].symbol == Symbol::bar))
            break;
    }
    const bool hasValue = sign < inside.size() && inside[sign].symbol == Symbol::assign;
    const Tokens value = hasValue ? inside.subspan(sign + 1) : Tokens();
    const QString path = pathBefore(m_source, value);
    const bool isPath = !value.empty() && path.size() == value.back().end - value.front().offset;
    const bool isMember = inside.size() > 1 && inside[1].symbol == Symbol::dot;
    for (const Token &token : inside.first(isMember ? 0 : sign)) {
        if (token.kind == TokenKind::name)
            give({.name = token.text.toString(), .path = isPath ? path : QString()});
    }
    if (!hasValue)
        open(u"set");
}

void NameReader::readMacro(Tokens inside)
{
    if (!inside.empty() && inside.front().kind == TokenKind::name)
        give({.name = inside.front().text.toString()});
    open(u"macro");
    for (std::size_t i = 1; i < inside.size(); ++i) {
        const bool beginsParameter = inside[i - 1].symbol == Symbol::openParenthesis || inside[i - 1].symbol == Symbol::comma;
        if (beginsParameter && inside[i].kind == TokenKind::name)
            m_scopes.back().names.append({.name = inside[i].text.toString()});
    }
    m_scopes.back().names.append({.name = u"caller"_s});
}

void NameReader::readImport(Tokens inside)
{
    for (std::size_t i = 1; i < inside.size(); ++i) {
        const QStringView before = inside[i - 1].text;
        const bool isRenamed = i + 1 < inside.size() && inside[i + 1].text == u"as";
        if (inside[i].kind == TokenKind::name && !isRenamed && (before == u"as" || before == u"import" || before == u","))
            give({.name = inside[i].text.toString()});
    }
}

QList<OwnName> NameReader::names() const
{
    QList<OwnName> names;
    QSet<QString> known;
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
        for (auto name = scope->names.crbegin(); name != scope->names.crend(); ++name) {
            if (const qsizetype before = known.size(); known.insert(name->name), known.size() > before)
                names.append(*name);
        }
    }
    return names;
}

QStringList NameReader::blocks() const
{
    QStringList blocks;
    for (const Scope &scope : m_scopes) {
        if (!scope.block.isEmpty())
            blocks.append(scope.block);
    }
    return blocks;
}

// Where the brackets that end there begin; nothing when they do not.
std::optional<std::size_t> openingOf(Tokens tokens)
{
    int depth = 0;
    for (std::size_t i = tokens.size(); i > 0; --i) {
        depth += tokens[i - 1].symbol == Symbol::closeBracket ? 1 : tokens[i - 1].symbol == Symbol::openBracket ? -1 : 0;
        if (depth == 0)
            return i - 1;
    }
    return std::nullopt;
}

} // namespace

QList<OwnName> ownNamesAt(QStringView source, const TokenList &list)
{
    NameReader reader(source, list);
    reader.run();
    return reader.names();
}

QStringList openBlocks(QStringView source, const TokenList &list)
{
    NameReader reader(source, list);
    reader.run();
    return reader.blocks();
}

QString pathBefore(QStringView source, std::span<const Token> tokens)
{
    std::size_t at = tokens.size();
    while (at > 0) {
        const Token &last = tokens[at - 1];
        if (last.symbol == Symbol::closeBracket) {
            const auto opening = openingOf(tokens.first(at));
            if (!opening || *opening == 0)
                return {};
            at = *opening;
            continue;
        }
        if (last.kind != TokenKind::name && last.kind != TokenKind::integer)
            return {};
        --at;
        if (at == 0 || tokens[at - 1].symbol != Symbol::dot)
            return last.kind == TokenKind::name ? source.sliced(last.offset, tokens.back().end - last.offset).toString() : QString();
        --at;
    }
    return {};
}

} // namespace assay::prompt
