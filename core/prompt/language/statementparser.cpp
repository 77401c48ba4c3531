// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/statementparser.h"

#include "core/prompt/language/literaltext.h"
#include "core/prompt/language/source.h"
#include "core/prompt/language/spelling.h"
#include "core/prompt/language/tags.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Of one source: each is gone through for the variables it needs.
constexpr int kMostIncludes = 1000;

} // namespace

StatementParser::StatementParser(NumberedSource source, const TemplateOptions &options, OnFault onFault, Symbols &symbols, SnippetLibrary &library)
    : m_source(source.source), m_tokens(source.text, options, onFault), m_symbols(symbols), m_expressions(m_tokens, symbols), m_library(library)
{
}

Block StatementParser::run()
{
    return parseBlock(nullptr);
}

// Ends before the name of a tag that goes on with `open`, its `{%` being taken.
Block StatementParser::parseBlock(const OpenTag *open)
{
    const TokenStream::Level level(m_tokens);
    constexpr std::size_t kUsual = 4;
    Block block;
    block.reserve(kUsual);
    while (!m_tokens.hasFailed()) {
        if (m_tokens.isAt(TokenKind::text)) {
            const Token text = m_tokens.take();
            block.emplace_back(text.offset, Text{text.text});
        } else if (m_tokens.isAt(TokenKind::outputOpen)) {
            parseOutput(block);
        } else if (m_tokens.isAt(TokenKind::tagOpen)) {
            m_tokens.take();
            if (!parseTag(block, open))
                break;
        } else if (m_tokens.isAt(TokenKind::end) && !open) {
            break;
        } else {
            m_tokens.failExpected(open ? endInWords(*open) : u"text or a tag"_s);
        }
        if (m_tokens.hasFailed() && !m_tokens.isAtSourceEnd())
            m_tokens.resume();
    }
    return block;
}

void StatementParser::parseOutput(Block &block)
{
    const qint32 offset = m_tokens.take().offset;
    ExpressionPointer expression = m_expressions.parse();
    if (!m_tokens.isAt(TokenKind::outputClose))
        m_tokens.failExpected(u"`}}`"_s);
    const qint32 end = m_tokens.take().end;
    if (expression)
        block.emplace_back(offset, Output{.expression = std::move(expression), .end = end});
}

bool StatementParser::parseTag(Block &block, const OpenTag *open)
{
    if (!m_tokens.isAt(TokenKind::name)) {
        m_tokens.failExpected(u"the name of a tag"_s, u"Tags are: %1."_s.arg(tagNames().join(u", "_s)));
        return true;
    }
    const Token name = m_tokens.peek();
    const TagSpec *tag = findTag(name.text);
    if (open && tag && belongsTo(*tag, open->name) && (tag->role == TagSpec::Role::ends || open->mayGoOn))
        return false;
    m_tokens.take();
    if (auto statement = parseStatement(name, open)) {
        block.emplace_back(name.offset, std::move(*statement));
        return true;
    }
    if (m_tokens.hasFailed())
        return true;
    failTag(name, open);
    if (!m_tokens.goesOn() || !isClosedFurtherOut(name.text, open))
        return true;
    // What stands open here is taken as ended, so that the blocks around it keep their ends.
    m_tokens.goBackTo(name);
    return false;
}

bool StatementParser::isClosedFurtherOut(QStringView name, const OpenTag *open) const
{
    const TagSpec *tag = findTag(name);
    for (const OpenTag *outer = open ? open->outer : nullptr; tag && outer; outer = outer->outer) {
        if (belongsTo(*tag, outer->name))
            return true;
    }
    return false;
}

std::optional<Statement::Node> StatementParser::parseStatement(const Token &name, const OpenTag *outer)
{
    const OpenTag open{.name = name.text, .offset = name.offset, .outer = outer};
    if (name.text == u"if")
        return parseIf(open);
    if (name.text == u"for")
        return parseFor(open);
    if (name.text == u"set")
        return parseSet(open);
    if (name.text == u"macro")
        return parseMacro(open);
    if (name.text == u"call")
        return parseCall(open);
    if (name.text == u"filter")
        return parseFilter(open);
    if (name.text == u"include")
        return parseInclude();
    if (name.text == u"import")
        return parseImport();
    return name.text == u"from" ? parseFrom() : std::nullopt;
}

void StatementParser::failTag(const Token &name, const OpenTag *open)
{
    const TagSpec *tag = findTag(name.text);
    if (tag && (tag->role == TagSpec::Role::goesOn || tag->role == TagSpec::Role::ends)) {
        const QString message = open ? u"`%1` does not belong here: expected %2"_s.arg(name.text, endInWords(*open)) : u"`%1` ends or continues nothing here"_s.arg(name.text);
        return m_tokens.fail(name.offset, message);
    }
    // The lexer has not seen it as a raw block, so something is wrong behind its name.
    if (tag)
        return m_tokens.failExpected(u"`%}` after `%1`"_s.arg(name.text));
    QString hint = whyNoTag(name.text);
    if (hint.isEmpty())
        hint = spellingHint(name.text, tagNames());
    m_tokens.fail(name.offset, u"there is no tag `%1`"_s.arg(name.text), hint.isEmpty() ? u"Tags are: %1."_s.arg(tagNames().join(u", "_s)) : hint);
}

QString StatementParser::endInWords(const OpenTag &open) const
{
    return u"`end%1` for the `%1` of line %2"_s.arg(open.name, QString::number(placeOf(m_tokens.source(), open.offset).line));
}

void StatementParser::closeTag()
{
    if (!m_tokens.isAt(TokenKind::tagClose))
        m_tokens.failExpected(u"`%}`"_s);
    if (m_tokens.hasFailed())
        m_tokens.resume();
    else
        m_tokens.take();
}

void StatementParser::closeBlock(QStringView name)
{
    if (m_tokens.isAt(TokenKind::name) && m_tokens.peek().text.startsWith(u"end") && m_tokens.peek().text.sliced(3) == name) {
        m_tokens.take();
        closeTag();
    } else if (!m_tokens.hasFailed()) {
        m_tokens.putBack();
    }
}

Statement::Node StatementParser::parseIf(OpenTag open)
{
    If statement;
    open.mayGoOn = true;
    while (true) {
        ExpressionPointer condition = m_expressions.parse();
        closeTag();
        Block body = parseBlock(&open);
        if (condition)
            statement.branches.push_back({.condition = std::move(condition), .body = std::move(body)});
        if (!m_tokens.isAtName(u"elif") && !m_tokens.isAtName(u"elseif"))
            break;
        m_tokens.take();
    }
    if (m_tokens.takeName(u"else")) {
        closeTag();
        open.mayGoOn = false;
        statement.otherwise = parseBlock(&open);
    }
    closeBlock(open.name);
    return statement;
}

Statement::Node StatementParser::parseFor(OpenTag open)
{
    For statement;
    open.mayGoOn = true;
    statement.targets = parseTargets(u"the name that `for` gives each element"_s);
    statement.loop = m_symbols.target(u"loop").symbol;
    if (!m_tokens.takeName(u"in"))
        m_tokens.failExpected(u"`in`"_s);
    statement.iterable = m_expressions.parseOr();
    const int usesBefore = m_expressions.loopUses() + m_includes;
    if (m_tokens.takeName(u"if"))
        statement.condition = m_expressions.parse();
    if (m_tokens.isAtName(u"recursive"))
        m_tokens.fail(m_tokens.peek().offset, u"there are no recursive loops"_s, u"Use a macro that calls itself."_s);
    closeTag();
    statement.body = parseBlock(&open);
    statement.usesLoop = m_expressions.loopUses() + m_includes > usesBefore;
    if (m_tokens.takeName(u"else")) {
        closeTag();
        open.mayGoOn = false;
        statement.otherwise = parseBlock(&open);
    }
    closeBlock(open.name);
    return statement;
}

Statement::Node StatementParser::parseSet(OpenTag open)
{
    Set statement;
    statement.targets = parseTargets(u"a name after `set`"_s);
    if (statement.targets.size() == 1 && m_tokens.takeSymbol(Symbol::dot)) {
        if (m_tokens.isAt(TokenKind::name))
            statement.member = m_tokens.take().text.toString();
        else
            m_tokens.failExpected(u"a member's name after `.`"_s);
    }
    const bool isBlock = statement.member.isEmpty() && (m_tokens.isAt(TokenKind::tagClose) || m_tokens.isAtSymbol(Symbol::bar));
    if (!isBlock) {
        m_tokens.expectSymbol(Symbol::assign, u"after the name that `set` gives"_s);
        statement.value = m_expressions.parse();
        closeTag();
        return statement;
    }
    SetBlock block{.targets = std::move(statement.targets), .value = m_expressions.parseCapturedFilters(), .body = {}};
    closeTag();
    block.body = parseBlock(&open);
    closeBlock(open.name);
    return block;
}

Statement::Node StatementParser::parseMacro(OpenTag open)
{
    MacroBody body;
    const auto target = m_expressions.parseTarget(u"a macro's name"_s);
    body.name = target ? target->name : QString();
    body.caller = m_symbols.target(u"caller").symbol;
    if (m_tokens.expectSymbol(Symbol::openParenthesis, u"after the macro's name"_s))
        body.parameters = m_expressions.parseParameters();
    closeTag();
    body.body = parseBlock(&open);
    closeBlock(open.name);
    return Macro{.symbol = target ? target->symbol : -1, .body = std::make_shared<const MacroBody>(std::move(body))};
}

Statement::Node StatementParser::parseCall(OpenTag open)
{
    MacroBody body;
    body.name = u"caller"_s;
    body.caller = -1;
    if (m_tokens.takeSymbol(Symbol::openParenthesis))
        body.parameters = m_expressions.parseParameters();
    const qsizetype offset = m_tokens.peek().offset;
    ExpressionPointer call = m_expressions.parse();
    if (call && !std::holds_alternative<Call>(call->node))
        m_tokens.fail(offset, u"expected a call of a macro, as in `{% call name(…) %}`"_s, {}, call->end - offset);
    const qsizetype end = m_tokens.peek().end;
    closeTag();
    body.body = parseBlock(&open);
    closeBlock(open.name);
    return CallBlock{.call = std::move(call), .body = std::make_shared<const MacroBody>(std::move(body)), .end = qint32(end)};
}

Statement::Node StatementParser::parseFilter(OpenTag open)
{
    FilterBlock block;
    if (m_tokens.isAt(TokenKind::name))
        block.value = m_expressions.parseFilterBlock();
    else
        m_tokens.failExpected(u"the name of a filter after `filter`"_s);
    block.end = m_tokens.peek().end;
    closeTag();
    block.body = parseBlock(&open);
    closeBlock(open.name);
    return block;
}

std::optional<qint32> StatementParser::parseSnippet(QStringView tag)
{
    const Token name = m_tokens.peek();
    if (name.kind != TokenKind::string) {
        m_tokens.failExpected(u"the name of a snippet in quotes after `%1`"_s.arg(tag), u"A name that is computed could be another one for each item."_s);
        return std::nullopt;
    }
    m_tokens.take();
    const auto read = stringOf(name);
    if (!read) {
        m_tokens.fail(read.error().offset, read.error().message, read.error().hint);
        return std::nullopt;
    }
    if (++m_includes > kMostIncludes) {
        m_tokens.fail(name.offset, u"this includes more than %1 snippets"_s.arg(kMostIncludes), u"Use a macro, or a loop around an include."_s);
        return std::nullopt;
    }
    const bool mayBeMissing = m_tokens.isAtName(u"ignore") && m_tokens.peek(1).text == u"missing";
    if (mayBeMissing) {
        m_tokens.take();
        m_tokens.take();
    }
    const auto source = m_library.use(m_source, name.offset + 1, name.text.size() - 2, *read);
    if (source)
        return *source;
    if (mayBeMissing && source.error().isMissing)
        return -1;
    m_tokens.fail(name.offset, source.error().message, source.error().hint);
    return std::nullopt;
}

// `with context` is how it is; `without context` would hide names that the snippet can see here.
bool StatementParser::skipContext()
{
    if (m_tokens.isAtName(u"without")) {
        m_tokens.fail(m_tokens.peek().offset, u"a snippet always sees the names around it"_s, u"Leave `without context` out."_s);
        return false;
    }
    if (m_tokens.isAtName(u"with") && m_tokens.peek(1).text == u"context") {
        m_tokens.take();
        m_tokens.take();
    }
    return true;
}

std::optional<Statement::Node> StatementParser::parseInclude()
{
    const auto source = parseSnippet(u"include");
    if (source)
        skipContext();
    closeTag();
    return Include{.source = source.value_or(-1)};
}

std::optional<Statement::Node> StatementParser::parseImport()
{
    const auto source = parseSnippet(u"import");
    Import statement{.source = source.value_or(-1), .whole = {}, .members = {}};
    if (source && !m_tokens.takeName(u"as"))
        m_tokens.failExpected(u"`as` and a name for the snippet's macros"_s);
    if (auto target = m_tokens.hasFailed() ? std::nullopt : m_expressions.parseTarget(u"a name for the snippet's macros"_s))
        statement.whole = std::move(*target);
    if (!m_tokens.hasFailed())
        skipContext();
    closeTag();
    return statement;
}

std::optional<Statement::Node> StatementParser::parseFrom()
{
    const auto source = parseSnippet(u"from");
    Import statement{.source = source.value_or(-1), .whole = {}, .members = {}};
    if (source && !m_tokens.takeName(u"import"))
        m_tokens.failExpected(u"`import` and the names of macros"_s);
    while (!m_tokens.hasFailed()) {
        const auto target = m_expressions.parseTarget(u"the name of a macro"_s);
        if (!target)
            break;
        const auto alias = m_tokens.takeName(u"as") ? m_expressions.parseTarget(u"another name for it"_s) : target;
        if (!alias)
            break;
        statement.members.emplace_back(target->symbol, *alias);
        if (!m_tokens.takeSymbol(Symbol::comma))
            break;
    }
    if (!m_tokens.hasFailed())
        skipContext();
    closeTag();
    return statement;
}

std::vector<Target> StatementParser::parseTargets(const QString &purpose)
{
    std::vector<Target> targets;
    do {
        const Token name = m_tokens.peek();
        auto target = m_expressions.parseTarget(purpose);
        if (!target)
            return targets;
        if (std::ranges::any_of(targets, [&](const Target &other) { return other.symbol == target->symbol; }))
            m_tokens.fail(name.offset, u"the name `%1` is given twice"_s.arg(name.text));
        targets.push_back(std::move(*target));
    } while (m_tokens.takeSymbol(Symbol::comma));
    return targets;
}

} // namespace assay::prompt
