// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/parser.h"

#include "core/prompt/execution.h"
#include "core/prompt/expressionparser.h"
#include "core/prompt/source.h"
#include "core/prompt/spelling.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

const QStringList &tags()
{
    static const QStringList kTags{u"if"_s, u"elif"_s, u"else"_s, u"endif"_s, u"for"_s, u"endfor"_s, u"set"_s, u"raw"_s, u"endraw"_s, u"verbatim"_s, u"endverbatim"_s};
    return kTags;
}

bool isInnerTag(const QString &name)
{
    return name == u"else" || name == u"elseif" || name == u"elif" || (name.startsWith(u"end") && tags().contains(name));
}

// A tag whose end has not come yet.
struct OpenTag {
    QString name;
    qsizetype offset = 0;
    QStringList next; ///< tags that may go on with it or end it
};

class StatementParser {
public:
    explicit StatementParser(QStringView source) : m_tokens(source), m_expressions(m_tokens) {}
    Result<Block> run();

private:
    Block parseBlock(const OpenTag *open);
    void parseOutput(Block &block);
    bool parseTag(Block &block, const OpenTag *open);
    Statement::Node parseIf(qsizetype offset);
    Statement::Node parseFor(qsizetype offset);
    Statement::Node parseSet();
    QStringList parseTargets(const QString &purpose);
    void closeTag();
    QString endInWords(const OpenTag &open) const;
    void failTag(const Token &name, const OpenTag *open);

    TokenStream m_tokens;
    ExpressionParser m_expressions;
};

Result<Block> StatementParser::run()
{
    Block block = parseBlock(nullptr);
    if (m_tokens.error())
        return std::unexpected(*m_tokens.error());
    return block;
}

// Ends before the name of a tag that goes on with `open`, its `{%` being taken.
Block StatementParser::parseBlock(const OpenTag *open)
{
    const TokenStream::Level level(m_tokens);
    Block block;
    while (!m_tokens.hasFailed()) {
        if (m_tokens.isAt(TokenKind::text)) {
            const Token text = m_tokens.take();
            block.push_back({.offset = text.offset, .node = Text{text.text}});
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
    }
    return block;
}

void StatementParser::parseOutput(Block &block)
{
    const qsizetype offset = m_tokens.take().offset;
    ExpressionPointer expression = m_expressions.parse();
    if (!m_tokens.isAt(TokenKind::outputClose))
        m_tokens.failExpected(u"`}}`"_s);
    m_tokens.take();
    block.push_back({.offset = offset, .node = Output{std::move(expression)}});
}

bool StatementParser::parseTag(Block &block, const OpenTag *open)
{
    if (!m_tokens.isAt(TokenKind::name)) {
        m_tokens.failExpected(u"the name of a tag"_s, u"Tags are: %1."_s.arg(tags().join(u", "_s)));
        return true;
    }
    if (open && open->next.contains(m_tokens.peek().text))
        return false;
    const Token name = m_tokens.take();
    if (name.text == u"if")
        block.push_back({.offset = name.offset, .node = parseIf(name.offset)});
    else if (name.text == u"for")
        block.push_back({.offset = name.offset, .node = parseFor(name.offset)});
    else if (name.text == u"set")
        block.push_back({.offset = name.offset, .node = parseSet()});
    else
        failTag(name, open);
    return true;
}

void StatementParser::failTag(const Token &name, const OpenTag *open)
{
    if (isInnerTag(name.text)) {
        const QString message = open ? u"`%1` does not belong here: expected %2"_s.arg(name.text, endInWords(*open)) : u"`%1` ends or continues nothing here"_s.arg(name.text);
        return m_tokens.fail(name.offset, message);
    }
    // The lexer has not seen it as a raw block, so something is wrong behind its name.
    if (name.text == u"raw" || name.text == u"verbatim")
        return m_tokens.failExpected(u"`%}` after `%1`"_s.arg(name.text));
    const QString hint = spellingHint(name.text, tags());
    m_tokens.fail(name.offset, u"there is no tag `%1`"_s.arg(name.text), hint.isEmpty() ? u"Tags are: %1."_s.arg(tags().join(u", "_s)) : hint);
}

QString StatementParser::endInWords(const OpenTag &open) const
{
    return u"`%1` for the `%2` of line %3"_s.arg(open.next.last(), open.name, QString::number(placeOf(m_tokens.source(), open.offset).line));
}

void StatementParser::closeTag()
{
    if (!m_tokens.isAt(TokenKind::tagClose))
        m_tokens.failExpected(u"`%}`"_s);
    m_tokens.take();
}

Statement::Node StatementParser::parseIf(qsizetype offset)
{
    If statement;
    OpenTag open{.name = u"if"_s, .offset = offset, .next = {u"elif"_s, u"elseif"_s, u"else"_s, u"endif"_s}};
    QString tag = open.name;
    while (!m_tokens.hasFailed() && tag != u"endif") {
        if (tag == u"else") {
            closeTag();
            open.next = {u"endif"_s};
            statement.otherwise = parseBlock(&open);
        } else {
            ExpressionPointer condition = m_expressions.parse();
            closeTag();
            statement.branches.push_back({.condition = std::move(condition), .body = parseBlock(&open)});
        }
        tag = m_tokens.take().text;
    }
    closeTag();
    return statement;
}

Statement::Node StatementParser::parseFor(qsizetype offset)
{
    For statement;
    OpenTag open{.name = u"for"_s, .offset = offset, .next = {u"else"_s, u"endfor"_s}};
    statement.targets = parseTargets(u"the name that `for` gives each element"_s);
    if (!m_tokens.takeName(u"in"))
        m_tokens.failExpected(u"`in`"_s);
    statement.iterable = m_expressions.parseOr();
    closeTag();
    statement.body = parseBlock(&open);
    if (m_tokens.takeName(u"else")) {
        closeTag();
        open.next = {u"endfor"_s};
        statement.otherwise = parseBlock(&open);
    }
    m_tokens.takeName(u"endfor");
    closeTag();
    return statement;
}

Statement::Node StatementParser::parseSet()
{
    Set statement;
    statement.targets = parseTargets(u"a name after `set`"_s);
    m_tokens.expectSymbol(u"=", u"after the name that `set` gives"_s);
    statement.value = m_expressions.parse();
    closeTag();
    return statement;
}

QStringList StatementParser::parseTargets(const QString &purpose)
{
    QStringList targets;
    do {
        if (!m_tokens.isAt(TokenKind::name)) {
            m_tokens.failExpected(purpose);
            return targets;
        }
        const Token name = m_tokens.take();
        if (targets.contains(name.text))
            m_tokens.fail(name.offset, u"the name `%1` is given twice"_s.arg(name.text));
        targets.append(name.text);
    } while (m_tokens.takeSymbol(u","));
    return targets;
}

} // namespace

Result<Block> parseTemplate(QStringView source)
{
    if (source.size() > kLargestText)
        return std::unexpected(errorAt(ErrorKind::parse, source, 0, u"the template is longer than %1 characters"_s.arg(kLargestText)));
    return StatementParser(source).run();
}

} // namespace assay::prompt
