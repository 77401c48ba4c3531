// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/completion.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/lexer.h"
#include "core/prompt/language/ownnames.h"
#include "core/prompt/language/tags.h"
#include "core/prompt/language/valuetests.h"

#include <algorithm>
#include <array>
#include <span>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

using Tokens = std::span<const Token>;

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

// What the tag has before the offset, without its opening; nothing outside of tags.
struct OpenTag {
    bool isStatement = false;
    Tokens inside;
    qsizetype quote = -1; ///< of the text that the offset stands in
};

std::optional<OpenTag> openTagOf(const TokenList &list)
{
    const Tokens tokens(list.tokens);
    if (tokens.back().kind != TokenKind::failure)
        return std::nullopt;
    for (std::size_t i = tokens.size(); i > 0; --i) {
        const TokenKind kind = tokens[i - 1].kind;
        if (kind == TokenKind::outputClose || kind == TokenKind::tagClose || kind == TokenKind::text)
            return std::nullopt;
        if (kind != TokenKind::outputOpen && kind != TokenKind::tagOpen)
            continue;
        const bool isOpen = tokens.back().offset == tokens[i - 1].offset;
        return OpenTag{.isStatement = kind == TokenKind::tagOpen, .inside = tokens.subspan(i, tokens.size() - i - 1), .quote = isOpen ? -1 : tokens.back().offset};
    }
    return std::nullopt;
}

class Completer {
public:
    Completer(QStringView before, const TokenList &list) : m_before(before), m_list(list) {}
    Completion run();

private:
    Completion inText(const OpenTag &tag) const;
    Completion behind(const OpenTag &tag);
    Completion behindName(const OpenTag &tag);
    Completion value(const OpenTag &tag);
    Completion argument(Tokens inside);
    Completion member(Tokens inside) const;
    Completion tagName() const;
    Completion keyword(const OpenTag &tag) const;
    [[nodiscard]] Completion of(Completion::Kind kind, QStringList words = {}) const { return {.kind = kind, .start = m_start, .words = std::move(words), .ownNames = {}}; }

    QStringView m_before;
    const TokenList &m_list;
    qsizetype m_start = 0;
};

Completion Completer::run()
{
    const auto tag = openTagOf(m_list);
    if (!tag)
        return {};
    m_start = m_before.size();
    if (tag->quote >= 0)
        return inText(*tag);
    OpenTag before = *tag;
    // The word that is being written stands in the way of what comes before it.
    if (!before.inside.empty() && before.inside.back().kind == TokenKind::name && before.inside.back().end == m_before.size()) {
        m_start = before.inside.back().offset;
        before.inside = before.inside.first(before.inside.size() - 1);
    }
    Completion completion = behind(before);
    if (completion.kind == Completion::Kind::value || completion.kind == Completion::Kind::argument || completion.kind == Completion::Kind::member)
        completion.ownNames = ownNamesAt(m_before, m_list);
    return completion;
}

Completion Completer::inText(const OpenTag &tag) const
{
    const bool isSnippet = tag.isStatement && tag.inside.size() == 1 && isOneOf(tag.inside.front().text, {u"include", u"import", u"from"});
    const QChar quote = m_before.at(tag.quote);
    if (!isSnippet || (quote != u'"' && quote != u'\''))
        return {};
    Completion completion = of(Completion::Kind::snippet);
    completion.start = tag.quote + 1;
    return completion;
}

Completion Completer::behind(const OpenTag &tag)
{
    if (tag.inside.empty())
        return tag.isStatement ? tagName() : value(tag);
    const Token &last = tag.inside.back();
    switch (last.kind) {
    case TokenKind::name:
        return behindName(tag);
    case TokenKind::integer:
    case TokenKind::real:
    case TokenKind::string:
        return keyword(tag);
    default:
        break;
    }
    switch (last.symbol) {
    case Symbol::dot:
        return member(tag.inside.first(tag.inside.size() - 1));
    case Symbol::bar:
        return of(Completion::Kind::filter, filterNames());
    case Symbol::closeParenthesis:
    case Symbol::closeBracket:
    case Symbol::closeBrace:
        return keyword(tag);
    default:
        return value(tag);
    }
}

Completion Completer::behindName(const OpenTag &tag)
{
    const QStringView word = tag.inside.back().text;
    const bool isFirst = tag.isStatement && tag.inside.size() == 1;
    const QStringView beforeIt = tag.inside.size() > 1 ? tag.inside[tag.inside.size() - 2].text : QStringView();
    if (beforeIt != u"." && !isFirst) {
        if (word == u"is" || (word == u"not" && beforeIt == u"is"))
            return of(Completion::Kind::test, testNames());
        if (isOneOf(word, {u"and", u"or", u"not", u"in", u"if", u"else"}))
            return value(tag);
        return keyword(tag);
    }
    if (!isFirst)
        return keyword(tag);
    if (word == u"filter")
        return of(Completion::Kind::filter, filterNames());
    return isOneOf(word, {u"if", u"elif", u"elseif", u"call"}) ? value(tag) : Completion();
}

Completion Completer::value(const OpenTag &tag)
{
    if (Completion inside = argument(tag.inside); inside.kind != Completion::Kind::none)
        return inside;
    // Behind these there are names that do not exist yet.
    if (tag.isStatement && !tag.inside.empty() && isOneOf(tag.inside.front().text, {u"set", u"for"})) {
        const bool isBehindNames = std::ranges::any_of(tag.inside, [](const Token &token) { return token.symbol == Symbol::assign || token.text == u"in"; });
        if (!isBehindNames)
            return {};
    }
    return of(Completion::Kind::value, functionNames() + QStringList{u"false"_s, u"none"_s, u"not"_s, u"true"_s});
}

// Of the innermost call that is open, where a new argument can begin.
Completion Completer::argument(Tokens inside)
{
    if (inside.empty() || (inside.back().symbol != Symbol::openParenthesis && inside.back().symbol != Symbol::comma))
        return {};
    int depth = 0;
    for (std::size_t i = inside.size(); i > 0; --i) {
        const Symbol symbol = inside[i - 1].symbol;
        if (symbol == Symbol::closeParenthesis || symbol == Symbol::closeBracket || symbol == Symbol::closeBrace)
            ++depth;
        if (symbol == Symbol::openBracket || symbol == Symbol::openBrace || symbol == Symbol::openParenthesis)
            --depth;
        if (depth >= 0)
            continue;
        if (symbol != Symbol::openParenthesis || i < 2 || inside[i - 2].kind != TokenKind::name)
            return {};
        const QStringView name = inside[i - 2].text;
        const bool isFilter = i > 2 && (inside[i - 3].symbol == Symbol::bar || (i == 3 && inside[0].text == u"filter"));
        const bool isMethod = i > 2 && inside[i - 3].symbol == Symbol::dot;
        const FilterSpec *spec = isFilter ? findFilter(name) : isMethod ? findMethod(Value::ofNothing(), name) : findFunction(name);
        if (!spec || spec->parameters.isEmpty())
            return {};
        Completion completion = of(Completion::Kind::argument);
        completion.path = name.toString();
        for (const QString &parameter : spec->parameterNames())
            completion.words.append(parameter + u'=');
        return completion;
    }
    return {};
}

Completion Completer::member(Tokens inside) const
{
    Completion completion = of(Completion::Kind::member, methodNames(Value::ofNothing()));
    completion.path = pathBefore(m_before, inside);
    return completion;
}

Completion Completer::tagName() const
{
    const QStringList open = openBlocks(m_before, m_list);
    QStringList words;
    if (!open.isEmpty()) {
        words.append(u"end"_s + open.last());
        for (const QString &name : tagNames()) {
            const TagSpec *tag = findTag(name);
            if (tag->role == TagSpec::Role::goesOn && belongsTo(*tag, open.last()))
                words.append(name);
        }
    }
    for (const QString &name : tagNames()) {
        const TagSpec::Role role = findTag(name)->role;
        if (role == TagSpec::Role::opens || role == TagSpec::Role::alone)
            words.append(name);
    }
    return of(Completion::Kind::tag, words);
}

Completion Completer::keyword(const OpenTag &tag) const
{
    const QStringView first = tag.isStatement ? tag.inside.front().text : QStringView();
    const auto has = [&](QStringView word) { return std::ranges::any_of(tag.inside, [&](const Token &token) { return token.text == word; }); };
    if (first == u"for" && !has(u"in"))
        return of(Completion::Kind::keyword, {u"in"_s});
    if (first == u"include")
        return of(Completion::Kind::keyword, {u"ignore missing"_s});
    if (first == u"import")
        return of(Completion::Kind::keyword, {u"as"_s});
    if (first == u"from")
        return of(Completion::Kind::keyword, has(u"import") ? QStringList{u"as"_s} : QStringList{u"import"_s});
    if (first == u"macro")
        return {};
    return of(Completion::Kind::keyword, {u"and"_s, u"else"_s, u"if"_s, u"in"_s, u"is"_s, u"not in"_s, u"or"_s});
}

} // namespace

Completion completionAt(QStringView source, qsizetype offset)
{
    const QStringView before = source.first(qBound(qsizetype(0), offset, source.size()));
    return Completer(before, tokenize(before)).run();
}

} // namespace assay::prompt
