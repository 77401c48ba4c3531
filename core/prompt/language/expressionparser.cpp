// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/expressionparser.h"

#include "core/prompt/language/literaltext.h"
#include "core/prompt/language/parts.h"
#include "core/prompt/language/spelling.h"
#include "core/prompt/language/valuetests.h"

#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

std::optional<BinaryOperator> sumOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::plus:
        return BinaryOperator::add;
    case Symbol::minus:
        return BinaryOperator::subtract;
    case Symbol::tilde:
        return BinaryOperator::concatenate;
    default:
        return std::nullopt;
    }
}

std::optional<BinaryOperator> productOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::times:
        return BinaryOperator::multiply;
    case Symbol::divide:
        return BinaryOperator::divide;
    case Symbol::floorDivide:
        return BinaryOperator::floorDivide;
    case Symbol::modulo:
        return BinaryOperator::modulo;
    default:
        return std::nullopt;
    }
}

std::optional<Relation> relationOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::equal:
        return Relation::equal;
    case Symbol::notEqual:
        return Relation::notEqual;
    case Symbol::identical:
        return Relation::identical;
    case Symbol::notIdentical:
        return Relation::notIdentical;
    case Symbol::less:
        return Relation::less;
    case Symbol::lessOrEqual:
        return Relation::lessOrEqual;
    case Symbol::greater:
        return Relation::greater;
    case Symbol::greaterOrEqual:
        return Relation::greaterOrEqual;
    default:
        return std::nullopt;
    }
}

bool isReserved(QStringView name)
{
    constexpr std::array<QStringView, 7> kReserved{u"and", u"or", u"not", u"in", u"is", u"if", u"else"};
    return name.size() <= 4 && std::ranges::find(kReserved, name) != kReserved.end();
}

std::optional<Value> literalOf(QStringView name)
{
    if (name == u"true" || name == u"True")
        return Value(true);
    if (name == u"false" || name == u"False")
        return Value(false);
    if (name == u"none" || name == u"None" || name == u"null")
        return Value();
    return std::nullopt;
}

} // namespace

ExpressionPointer ExpressionParser::make(qsizetype offset, Expression::Node &&node)
{
    if (m_tokens.hasFailed())
        return nullptr;
    const int height = 1 + heightBelow(node);
    if (height > kHighestTree) {
        m_tokens.fail(offset, u"this expression is too long: it has more than %1 levels"_s.arg(kHighestTree), u"Use `{% set %}` for parts of it."_s);
        return nullptr;
    }
    return std::make_unique<const Expression>(qint32(offset), qint32(m_tokens.lastEnd()), height, std::move(node));
}

ExpressionPointer ExpressionParser::parse()
{
    const TokenStream::Level level(m_tokens);
    ExpressionPointer value = parseOr();
    if (!m_tokens.isAtName(u"if"))
        return value;
    const qsizetype offset = m_tokens.take().offset;
    ExpressionPointer condition = parseOr();
    ExpressionPointer otherwise = m_tokens.takeName(u"else") ? parse() : nullptr;
    return make(offset, Conditional{std::move(value), std::move(condition), std::move(otherwise)});
}

ExpressionPointer ExpressionParser::parseOr()
{
    ExpressionPointer left = parseAnd();
    while (m_tokens.isAtName(u"or")) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parseAnd();
        left = make(offset, Logical{false, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseAnd()
{
    ExpressionPointer left = parseNot();
    while (m_tokens.isAtName(u"and")) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parseNot();
        left = make(offset, Logical{true, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseNot()
{
    if (!m_tokens.isAtName(u"not"))
        return parseComparison();
    const TokenStream::Level level(m_tokens);
    const qsizetype offset = m_tokens.take().offset;
    return make(offset, Not{parseNot()});
}

ExpressionPointer ExpressionParser::parseComparison()
{
    ExpressionPointer left = parseSum();
    while (!m_tokens.hasFailed()) {
        if (m_tokens.isAtName(u"is")) {
            left = parseTest(std::move(left));
            continue;
        }
        const qsizetype offset = m_tokens.peek().offset;
        auto relation = takeRelation();
        if (!relation)
            return left;
        Comparison comparison{std::move(left), {}};
        for (; relation; relation = takeRelation())
            comparison.rest.emplace_back(*relation, parseSum());
        left = make(offset, std::move(comparison));
    }
    return left;
}

std::optional<Relation> ExpressionParser::takeRelation()
{
    if (m_tokens.isAt(TokenKind::symbol)) {
        const auto relation = relationOf(m_tokens.peek().symbol);
        if (relation)
            m_tokens.take();
        return relation;
    }
    if (m_tokens.takeName(u"in"))
        return Relation::in;
    const Token &next = m_tokens.peek(1);
    if (!m_tokens.isAtName(u"not") || next.kind != TokenKind::name || next.text != u"in")
        return std::nullopt;
    m_tokens.take();
    m_tokens.take();
    return Relation::notIn;
}

ExpressionPointer ExpressionParser::parseTest(ExpressionPointer operand)
{
    const qsizetype offset = m_tokens.take().offset;
    const bool isNegated = m_tokens.takeName(u"not");
    if (!m_tokens.isAt(TokenKind::name)) {
        m_tokens.failExpected(u"a test after `is`"_s, u"Tests are: %1."_s.arg(testNames().join(u", "_s)));
        return nullptr;
    }
    const Token name = m_tokens.take();
    const bool isPythonic = name.text == u"None" || name.text == u"True" || name.text == u"False";
    const TestSpec *test = findTest(isPythonic ? name.text.toString().toLower() : name.text.toString());
    if (!test) {
        const QString hint = spellingHint(name.text, testNames());
        m_tokens.fail(name.offset, u"there is no test `%1`"_s.arg(name.text), hint.isEmpty() ? u"Tests are: %1."_s.arg(testNames().join(u", "_s)) : hint);
        return nullptr;
    }
    TestUse use{std::move(operand), test, isNegated, {}};
    if (!parseTestArgument(*test, name, &use))
        return nullptr;
    return make(offset, std::move(use));
}

ExpressionPointer ExpressionParser::parseSum()
{
    ExpressionPointer left = parseProduct();
    while (const auto kind = sumOf(m_tokens.peek().symbol)) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parseProduct();
        left = make(offset, Binary{*kind, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseProduct()
{
    ExpressionPointer left = parsePower();
    while (const auto kind = productOf(m_tokens.peek().symbol)) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parsePower();
        left = make(offset, Binary{*kind, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parsePower()
{
    ExpressionPointer left = parseSigned(true);
    while (m_tokens.isAtSymbol(Symbol::power)) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parseSigned(true);
        left = make(offset, Binary{BinaryOperator::power, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseSigned(bool withFilters)
{
    ExpressionPointer value;
    const bool isNegative = m_tokens.isAtSymbol(Symbol::minus);
    if (isNegative || m_tokens.isAtSymbol(Symbol::plus)) {
        const TokenStream::Level level(m_tokens);
        const qsizetype offset = m_tokens.take().offset;
        value = parseSigned(false);
        if (isNegative)
            value = make(offset, Negation{std::move(value)});
    } else {
        value = parsePostfix();
    }
    while (withFilters && m_tokens.isAtSymbol(Symbol::bar))
        value = parseFilter(std::move(value));
    return value;
}

ExpressionPointer ExpressionParser::parsePostfix()
{
    ExpressionPointer value = parsePrimary();
    while (!m_tokens.hasFailed()) {
        if (m_tokens.isAtSymbol(Symbol::dot))
            value = parseMember(std::move(value));
        else if (m_tokens.isAtSymbol(Symbol::openBracket))
            value = parseIndex(std::move(value));
        else if (m_tokens.isAtSymbol(Symbol::openParenthesis))
            value = parseCall(std::move(value));
        else
            break;
    }
    return value;
}

ExpressionPointer ExpressionParser::parseMember(ExpressionPointer base)
{
    m_tokens.take();
    const qsizetype offset = base->offset;
    const Token token = m_tokens.peek();
    if (token.kind == TokenKind::name) {
        m_tokens.take();
        return make(offset, Member{std::move(base), token.text.toString()});
    }
    if (token.kind != TokenKind::integer) {
        m_tokens.failExpected(u"a member's name after `.`"_s);
        return nullptr;
    }
    ExpressionPointer index = parsePrimary();
    return make(offset, Index{std::move(base), std::move(index)});
}

ExpressionPointer ExpressionParser::parseIndex(ExpressionPointer base)
{
    m_tokens.take();
    const qsizetype offset = base->offset;
    if (m_tokens.isAtSymbol(Symbol::colon))
        return parseSlice(std::move(base), nullptr);
    ExpressionPointer index = parse();
    if (m_tokens.isAtSymbol(Symbol::colon))
        return parseSlice(std::move(base), std::move(index));
    if (!m_tokens.expectSymbol(Symbol::closeBracket, u"after an index"_s) || !index)
        return nullptr;
    const auto *literal = std::get_if<Literal>(&index->node);
    if (literal && literal->value.text())
        return make(offset, Member{std::move(base), *literal->value.text()});
    return make(offset, Index{std::move(base), std::move(index)});
}

ExpressionPointer ExpressionParser::parseSlice(ExpressionPointer base, ExpressionPointer from)
{
    const qsizetype offset = base->offset;
    const auto part = [this] { return m_tokens.isAtSymbol(Symbol::colon) || m_tokens.isAtSymbol(Symbol::closeBracket) ? nullptr : parse(); };
    m_tokens.take();
    ExpressionPointer to = part();
    ExpressionPointer step = m_tokens.takeSymbol(Symbol::colon) ? part() : nullptr;
    if (!m_tokens.expectSymbol(Symbol::closeBracket, u"after a slice"_s))
        return nullptr;
    return make(offset, Slice{std::move(base), std::move(from), std::move(to), std::move(step)});
}

bool ExpressionParser::isAtReserved() const
{
    return m_tokens.isAt(TokenKind::name) && isReserved(m_tokens.peek().text);
}

std::optional<Target> ExpressionParser::parseTarget(const QString &purpose)
{
    const Token name = m_tokens.peek();
    if (name.kind == TokenKind::name && literalOf(name.text)) {
        m_tokens.fail(name.offset, u"`%1` is a value and cannot be the name of another"_s.arg(name.text), u"Choose another name."_s);
        return std::nullopt;
    }
    if (name.kind == TokenKind::name && !isAtReserved())
        return m_symbols.target(m_tokens.take().text);
    m_tokens.failExpected(purpose);
    return std::nullopt;
}

ExpressionPointer ExpressionParser::parsePrimary()
{
    const Token token = m_tokens.peek();
    const auto literal = [&](auto read) -> ExpressionPointer {
        m_tokens.take();
        if (read)
            return make(token.offset, Literal{Value(std::move(*read))});
        m_tokens.fail(read.error().offset, read.error().message, read.error().hint, token.end - read.error().offset);
        return nullptr;
    };
    switch (token.kind) {
    case TokenKind::integer:
    case TokenKind::real:
        return literal(numberOf(token));
    case TokenKind::string:
        return literal(stringOf(token));
    case TokenKind::name:
        return parseName();
    default:
        break;
    }
    if (m_tokens.isAtSymbol(Symbol::openBracket))
        return parseList();
    if (m_tokens.isAtSymbol(Symbol::openBrace))
        return parseMapping();
    if (m_tokens.isAtSymbol(Symbol::openParenthesis))
        return parseParenthesis();
    m_tokens.failExpected(u"a value"_s);
    return nullptr;
}

// With a comma inside it is a list, as Python's tuples.
ExpressionPointer ExpressionParser::parseParenthesis()
{
    const qsizetype offset = m_tokens.take().offset;
    if (m_tokens.takeSymbol(Symbol::closeParenthesis))
        return make(offset, ListLiteral{});
    ExpressionPointer inside = parse();
    if (!m_tokens.isAtSymbol(Symbol::comma))
        return m_tokens.expectSymbol(Symbol::closeParenthesis, u"to close `(`"_s) ? std::move(inside) : nullptr;
    ListLiteral list;
    list.elements.push_back(std::move(inside));
    while (m_tokens.takeSymbol(Symbol::comma) && !m_tokens.isAtSymbol(Symbol::closeParenthesis))
        list.elements.push_back(parse());
    return m_tokens.expectSymbol(Symbol::closeParenthesis, u"to close `(`"_s) ? make(offset, std::move(list)) : nullptr;
}

ExpressionPointer ExpressionParser::parseName()
{
    if (isAtReserved()) {
        m_tokens.failExpected(u"a value"_s);
        return nullptr;
    }
    const Token token = m_tokens.take();
    if (auto value = literalOf(token.text))
        return make(token.offset, Literal{*std::move(value)});
    Target target = m_symbols.target(token.text);
    m_loopUses += target.name == u"loop" ? 1 : 0;
    return make(token.offset, Name{std::move(target.name), target.symbol});
}

ExpressionPointer ExpressionParser::parseList()
{
    const qsizetype offset = m_tokens.take().offset;
    ListLiteral list;
    while (!m_tokens.isAtSymbol(Symbol::closeBracket) && !m_tokens.hasFailed()) {
        list.elements.push_back(parse());
        if (!m_tokens.isAtSymbol(Symbol::closeBracket))
            m_tokens.expectSymbol(Symbol::comma, u"or `]` in a list"_s);
    }
    m_tokens.take();
    return make(offset, std::move(list));
}

// A bare name before the colon is the member's name, as in Nunjucks.
ExpressionPointer ExpressionParser::parseMemberName()
{
    if (!m_tokens.isAt(TokenKind::name) || m_tokens.peek(1).symbol != Symbol::colon)
        return parse();
    const Token name = m_tokens.take();
    return make(name.offset, Literal{Value(name.text.toString())});
}

ExpressionPointer ExpressionParser::parseMapping()
{
    const qsizetype offset = m_tokens.take().offset;
    MappingLiteral mapping;
    while (!m_tokens.isAtSymbol(Symbol::closeBrace) && !m_tokens.hasFailed()) {
        ExpressionPointer name = parseMemberName();
        m_tokens.expectSymbol(Symbol::colon, u"after a member's name"_s);
        ExpressionPointer value = parse();
        mapping.members.emplace_back(std::move(name), std::move(value));
        if (!m_tokens.isAtSymbol(Symbol::closeBrace))
            m_tokens.expectSymbol(Symbol::comma, u"or `}` in a mapping"_s);
    }
    m_tokens.take();
    return make(offset, std::move(mapping));
}

} // namespace assay::prompt
