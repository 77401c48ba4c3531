// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/expressionparser.h"

#include "core/prompt/filters.h"
#include "core/prompt/parts.h"
#include "core/prompt/spelling.h"
#include "core/prompt/valuetests.h"

#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

struct RelationSign {
    QStringView sign;
    Relation relation;
};

constexpr std::array<RelationSign, 8> kRelations{{{u"==", Relation::equal}, {u"!=", Relation::notEqual}, {u"===", Relation::identical}, {u"!==", Relation::notIdentical},
    {u"<", Relation::less}, {u"<=", Relation::lessOrEqual}, {u">", Relation::greater}, {u">=", Relation::greaterOrEqual}}};

struct OperatorSign {
    QStringView sign;
    BinaryOperator kind;
};

constexpr std::array<OperatorSign, 3> kSums{{{u"+", BinaryOperator::add}, {u"-", BinaryOperator::subtract}, {u"~", BinaryOperator::concatenate}}};
constexpr std::array<OperatorSign, 4> kProducts{
    {{u"*", BinaryOperator::multiply}, {u"/", BinaryOperator::divide}, {u"//", BinaryOperator::floorDivide}, {u"%", BinaryOperator::modulo}}};

template<std::size_t N> std::optional<BinaryOperator> operatorAt(const TokenStream &tokens, const std::array<OperatorSign, N> &signs)
{
    for (const OperatorSign &each : signs) {
        if (tokens.isAtSymbol(each.sign))
            return each.kind;
    }
    return std::nullopt;
}

bool isReserved(QStringView name)
{
    constexpr std::array<QStringView, 7> kReserved{u"and", u"or", u"not", u"in", u"is", u"if", u"else"};
    return std::ranges::find(kReserved, name) != kReserved.end();
}

} // namespace

ExpressionPointer ExpressionParser::make(qsizetype offset, Expression::Node node)
{
    if (m_tokens.hasFailed())
        return nullptr;
    const int height = 1 + heightBelow(node);
    if (height > kHighestTree) {
        m_tokens.fail(offset, u"this expression is too long: it has more than %1 levels"_s.arg(kHighestTree), u"Use `{% set %}` for parts of it."_s);
        return nullptr;
    }
    return std::make_unique<const Expression>(Expression{.offset = offset, .height = height, .node = std::move(node)});
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
        Comparison comparison{std::move(left), {}};
        while (const auto relation = takeRelation())
            comparison.rest.emplace_back(*relation, parseSum());
        if (comparison.rest.empty())
            return std::move(comparison.first);
        left = make(offset, std::move(comparison));
    }
    return left;
}

std::optional<Relation> ExpressionParser::takeRelation()
{
    for (const RelationSign &each : kRelations) {
        if (m_tokens.takeSymbol(each.sign))
            return each.relation;
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
    const TestSpec *test = findTest(name.text == u"None" ? u"none"_s : name.text);
    if (!test) {
        const QString hint = spellingHint(name.text, testNames());
        m_tokens.fail(name.offset, u"there is no test `%1`"_s.arg(name.text), hint.isEmpty() ? u"Tests are: %1."_s.arg(testNames().join(u", "_s)) : hint);
        return nullptr;
    }
    return make(offset, TestUse{std::move(operand), test, isNegated});
}

ExpressionPointer ExpressionParser::parseSum()
{
    ExpressionPointer left = parseProduct();
    while (const auto kind = operatorAt(m_tokens, kSums)) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parseProduct();
        left = make(offset, Binary{*kind, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseProduct()
{
    ExpressionPointer left = parsePower();
    while (const auto kind = operatorAt(m_tokens, kProducts)) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parsePower();
        left = make(offset, Binary{*kind, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parsePower()
{
    ExpressionPointer left = parseSigned(true);
    while (m_tokens.isAtSymbol(u"**")) {
        const qsizetype offset = m_tokens.take().offset;
        ExpressionPointer right = parseSigned(true);
        left = make(offset, Binary{BinaryOperator::power, std::move(left), std::move(right)});
    }
    return left;
}

ExpressionPointer ExpressionParser::parseSigned(bool withFilters)
{
    ExpressionPointer value;
    const bool isNegative = m_tokens.isAtSymbol(u"-");
    if (isNegative || m_tokens.isAtSymbol(u"+")) {
        const TokenStream::Level level(m_tokens);
        const qsizetype offset = m_tokens.take().offset;
        value = parseSigned(false);
        if (isNegative)
            value = make(offset, Negation{std::move(value)});
    } else {
        value = parsePostfix();
    }
    while (withFilters && m_tokens.isAtSymbol(u"|"))
        value = parseFilter(std::move(value));
    return value;
}

ExpressionPointer ExpressionParser::parseFilter(ExpressionPointer operand)
{
    m_tokens.take();
    if (!m_tokens.isAt(TokenKind::name)) {
        m_tokens.failExpected(u"the name of a filter after `|`"_s);
        return nullptr;
    }
    const Token name = m_tokens.take();
    const FilterSpec *filter = findFilter(name.text);
    if (!filter) {
        const QString hint = spellingHint(name.text, filterNames());
        m_tokens.fail(name.offset, u"there is no filter `%1`"_s.arg(name.text), hint.isEmpty() ? u"Filters are: %1."_s.arg(filterNames().join(u", "_s)) : hint);
        return nullptr;
    }
    FilterUse use{std::move(operand), filter, {}};
    use.arguments.resize(static_cast<std::size_t>(filter->parameterNames().size()));
    if (m_tokens.takeSymbol(u"(") && !parseArguments(*filter, &use))
        return nullptr;
    for (std::size_t place = 0; place < filter->required; ++place) {
        if (use.arguments[place] || m_tokens.hasFailed())
            continue;
        m_tokens.fail(name.offset, u"the filter `%1` needs the argument `%2`"_s.arg(name.text, filter->parameterNames().value(static_cast<qsizetype>(place))));
    }
    return make(name.offset, std::move(use));
}

bool ExpressionParser::parseArguments(const FilterSpec &filter, FilterUse *use)
{
    const QStringList parameters = filter.parameterNames();
    for (std::size_t position = 0; !m_tokens.isAtSymbol(u")"); ++position) {
        if (position > 0 && !m_tokens.expectSymbol(u",", u"or `)` after an argument of `%1`"_s.arg(filter.name)))
            return false;
        if (m_tokens.isAtSymbol(u")"))
            break;
        if (!parseArgument(parameters, filter, position, use))
            return false;
    }
    m_tokens.take();
    return true;
}

bool ExpressionParser::parseArgument(const QStringList &parameters, const FilterSpec &filter, std::size_t position, FilterUse *use)
{
    const Token first = m_tokens.peek();
    const bool isNamed = first.kind == TokenKind::name && m_tokens.peek(1).kind == TokenKind::symbol && m_tokens.peek(1).text == u"=";
    auto place = static_cast<qsizetype>(position);
    if (isNamed) {
        place = parameters.indexOf(first.text);
        m_tokens.take();
        m_tokens.take();
    }
    const QString known = parameters.isEmpty() ? u"It takes none."_s : u"It takes: %1."_s.arg(parameters.join(u", "_s));
    if (place < 0)
        m_tokens.fail(first.offset, u"the filter `%1` has no argument `%2`"_s.arg(filter.name, first.text), known);
    else if (place >= parameters.size())
        m_tokens.fail(first.offset, u"the filter `%1` takes fewer arguments"_s.arg(filter.name), known);
    else if (use->arguments[static_cast<std::size_t>(place)])
        m_tokens.fail(first.offset, u"the argument `%1` of `%2` is given twice"_s.arg(parameters.at(place), filter.name));
    ExpressionPointer value = parse();
    if (!value)
        return false;
    use->arguments[static_cast<std::size_t>(place)] = std::move(value);
    return true;
}

ExpressionPointer ExpressionParser::parsePostfix()
{
    ExpressionPointer value = parsePrimary();
    while (!m_tokens.hasFailed()) {
        if (m_tokens.isAtSymbol(u"."))
            value = parseMember(std::move(value));
        else if (m_tokens.isAtSymbol(u"["))
            value = parseIndex(std::move(value));
        else
            break;
    }
    if (m_tokens.isAtSymbol(u"("))
        m_tokens.fail(m_tokens.peek().offset, u"nothing can be called here"_s, u"Use a filter, as in `text | upper`; `for k, v in mapping` goes through a mapping."_s);
    return value;
}

ExpressionPointer ExpressionParser::parseMember(ExpressionPointer base)
{
    m_tokens.take();
    const qsizetype offset = base->offset;
    const Token token = m_tokens.peek();
    if (token.kind == TokenKind::name) {
        m_tokens.take();
        return make(offset, Member{std::move(base), token.text});
    }
    if (token.kind == TokenKind::integer) {
        m_tokens.take();
        ExpressionPointer index = make(token.offset, Literal{Value(token.integer)});
        return make(offset, Index{std::move(base), std::move(index)});
    }
    m_tokens.failExpected(u"a member's name after `.`"_s);
    return nullptr;
}

ExpressionPointer ExpressionParser::parseIndex(ExpressionPointer base)
{
    m_tokens.take();
    const qsizetype offset = base->offset;
    ExpressionPointer index = parse();
    if (m_tokens.isAtSymbol(u":")) {
        m_tokens.fail(m_tokens.peek().offset, u"slices are not part of the language"_s, u"Take one element, as in `list[0]`, or shorten text with `| truncate(…)`."_s);
        return nullptr;
    }
    if (!m_tokens.expectSymbol(u"]", u"after an index"_s) || !index)
        return nullptr;
    const auto *literal = std::get_if<Literal>(&index->node);
    if (literal && literal->value.text())
        return make(offset, Member{std::move(base), *literal->value.text()});
    return make(offset, Index{std::move(base), std::move(index)});
}

ExpressionPointer ExpressionParser::parsePrimary()
{
    const Token token = m_tokens.peek();
    switch (token.kind) {
    case TokenKind::integer:
        m_tokens.take();
        return make(token.offset, Literal{Value(token.integer)});
    case TokenKind::real:
        m_tokens.take();
        return make(token.offset, Literal{Value::ofNumber(token.real)});
    case TokenKind::string:
        m_tokens.take();
        return make(token.offset, Literal{Value(token.text)});
    case TokenKind::name:
        return parseName();
    default:
        break;
    }
    if (m_tokens.isAtSymbol(u"["))
        return parseList();
    if (m_tokens.isAtSymbol(u"{"))
        return parseMapping();
    if (m_tokens.takeSymbol(u"(")) {
        ExpressionPointer inside = parse();
        return m_tokens.expectSymbol(u")", u"to close `(`"_s) ? std::move(inside) : nullptr;
    }
    m_tokens.failExpected(u"a value"_s);
    return nullptr;
}

ExpressionPointer ExpressionParser::parseName()
{
    if (isReserved(m_tokens.peek().text)) {
        m_tokens.failExpected(u"a value"_s);
        return nullptr;
    }
    const Token token = m_tokens.take();
    if (token.text == u"true" || token.text == u"True")
        return make(token.offset, Literal{Value(true)});
    if (token.text == u"false" || token.text == u"False")
        return make(token.offset, Literal{Value(false)});
    if (token.text == u"none" || token.text == u"None" || token.text == u"null")
        return make(token.offset, Literal{Value()});
    return make(token.offset, Name{token.text});
}

ExpressionPointer ExpressionParser::parseList()
{
    const qsizetype offset = m_tokens.take().offset;
    ListLiteral list;
    while (!m_tokens.isAtSymbol(u"]") && !m_tokens.hasFailed()) {
        list.elements.push_back(parse());
        if (!m_tokens.isAtSymbol(u"]"))
            m_tokens.expectSymbol(u",", u"or `]` in a list"_s);
    }
    m_tokens.take();
    return make(offset, std::move(list));
}

// A bare name before the colon is the member's name, as in Nunjucks.
ExpressionPointer ExpressionParser::parseMemberName()
{
    const Token &next = m_tokens.peek(1);
    if (!m_tokens.isAt(TokenKind::name) || next.kind != TokenKind::symbol || next.text != u":")
        return parse();
    const Token name = m_tokens.take();
    return make(name.offset, Literal{Value(name.text)});
}

ExpressionPointer ExpressionParser::parseMapping()
{
    const qsizetype offset = m_tokens.take().offset;
    MappingLiteral mapping;
    while (!m_tokens.isAtSymbol(u"}") && !m_tokens.hasFailed()) {
        ExpressionPointer name = parseMemberName();
        m_tokens.expectSymbol(u":", u"after a member's name"_s);
        ExpressionPointer value = parse();
        mapping.members.emplace_back(std::move(name), std::move(value));
        if (!m_tokens.isAtSymbol(u"}"))
            m_tokens.expectSymbol(u",", u"or `}` in a mapping"_s);
    }
    m_tokens.take();
    return make(offset, std::move(mapping));
}

} // namespace assay::prompt
