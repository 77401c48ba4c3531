// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of expressions that have arguments: filters, tests, calls, and the parameters of macros.
#include "core/prompt/language/expressionparser.h"
#include "core/prompt/language/filters.h"
#include "core/prompt/language/spelling.h"
#include "core/prompt/language/valuetests.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

ExpressionPointer ExpressionParser::parseCapturedFilters()
{
    ExpressionPointer value = make(m_tokens.peek().offset, Captured{});
    while (m_tokens.isAtSymbol(Symbol::bar))
        value = parseFilter(std::move(value));
    return value;
}

ExpressionPointer ExpressionParser::parseFilterBlock()
{
    ExpressionPointer value = parseFilterName(make(m_tokens.peek().offset, Captured{}));
    while (m_tokens.isAtSymbol(Symbol::bar))
        value = parseFilter(std::move(value));
    return value;
}

ExpressionPointer ExpressionParser::parseFilter(ExpressionPointer operand)
{
    m_tokens.take();
    return parseFilterName(std::move(operand));
}

ExpressionPointer ExpressionParser::parseFilterName(ExpressionPointer operand)
{
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
    use.arguments.resize(static_cast<std::size_t>(filter->parameterCount()));
    if (m_tokens.takeSymbol(Symbol::openParenthesis) && !parseArguments(*filter, &use))
        return nullptr;
    for (qsizetype place = 0; place < filter->required; ++place) {
        if (use.arguments[static_cast<std::size_t>(place)] || m_tokens.hasFailed())
            continue;
        m_tokens.fail(name.offset, u"the filter `%1` needs the argument `%2`"_s.arg(name.text, filter->parameterNames().value(place)));
    }
    return make(name.offset, std::move(use));
}

bool ExpressionParser::parseArguments(const FilterSpec &filter, FilterUse *use)
{
    for (qsizetype position = 0; !m_tokens.isAtSymbol(Symbol::closeParenthesis); ++position) {
        if (position > 0 && !m_tokens.takeSymbol(Symbol::comma)) {
            m_tokens.failExpected(u"`,` or `)` after an argument of `%1`"_s.arg(filter.name));
            return false;
        }
        if (m_tokens.isAtSymbol(Symbol::closeParenthesis))
            break;
        if (!parseArgument(filter, position, use))
            return false;
    }
    m_tokens.take();
    return true;
}

bool ExpressionParser::isAtNamedArgument() const
{
    return m_tokens.isAt(TokenKind::name) && m_tokens.peek(1).symbol == Symbol::assign;
}

bool ExpressionParser::parseArgument(const FilterSpec &filter, qsizetype position, FilterUse *use)
{
    const Token first = m_tokens.peek();
    const bool isNamed = isAtNamedArgument();
    if (isNamed) {
        m_tokens.take();
        m_tokens.take();
    }
    const ArgumentPlace place = argumentPlace(filter, u"filter", position, isNamed ? first.text : QStringView());
    if (!place.message.isEmpty()) {
        m_tokens.fail(first.offset, place.message, place.hint);
        return false;
    }
    ExpressionPointer &slot = use->arguments[static_cast<std::size_t>(place.place)];
    if (slot)
        m_tokens.fail(first.offset, u"the argument `%1` of `%2` is given twice"_s.arg(filter.parameterNames().value(place.place), filter.name));
    slot = parse();
    return slot != nullptr;
}

// `is divisibleby(3)`, `is divisibleby 3`; `is odd()` too.
bool ExpressionParser::parseTestArgument(const TestSpec &test, const Token &name, TestUse *use)
{
    const bool takesOne = test.parameter == TestSpec::Parameter::required;
    if (m_tokens.takeSymbol(Symbol::openParenthesis)) {
        if (takesOne && !m_tokens.isAtSymbol(Symbol::closeParenthesis))
            use->arguments.push_back(parse());
        if (!m_tokens.expectSymbol(Symbol::closeParenthesis, takesOne ? u"after the argument of `%1`"_s.arg(test.name) : u"as `%1` takes no argument"_s.arg(test.name)))
            return false;
    } else if (takesOne) {
        const TokenKind kind = m_tokens.peek().kind;
        const bool isValue = kind == TokenKind::integer || kind == TokenKind::real || kind == TokenKind::string || (kind == TokenKind::name && !isAtReserved());
        if (isValue || m_tokens.isAtSymbol(Symbol::openBracket))
            use->arguments.push_back(parsePostfix());
    }
    if (takesOne && use->arguments.empty())
        m_tokens.fail(name.offset, u"the test `%1` needs an argument"_s.arg(name.text), u"Write it behind, as in `is %1(…)`."_s.arg(name.text));
    return !m_tokens.hasFailed();
}

ExpressionPointer ExpressionParser::parseCall(ExpressionPointer callee)
{
    const TokenStream::Level level(m_tokens);
    const qsizetype offset = callee->offset;
    m_tokens.take();
    Call call{std::move(callee), {}};
    while (!m_tokens.isAtSymbol(Symbol::closeParenthesis) && !m_tokens.hasFailed()) {
        Argument argument;
        if (isAtNamedArgument()) {
            argument.name = m_tokens.take().text.toString();
            m_tokens.take();
        } else if (!call.arguments.empty() && !call.arguments.back().name.isEmpty()) {
            m_tokens.fail(m_tokens.peek().offset, u"an argument without a name cannot stand behind one that has a name"_s);
        }
        argument.value = parse();
        call.arguments.push_back(std::move(argument));
        if (!m_tokens.isAtSymbol(Symbol::closeParenthesis))
            m_tokens.expectSymbol(Symbol::comma, u"or `)` after an argument"_s);
    }
    m_tokens.take();
    return make(offset, std::move(call));
}

std::vector<Parameter> ExpressionParser::parseParameters()
{
    std::vector<Parameter> parameters;
    while (!m_tokens.isAtSymbol(Symbol::closeParenthesis) && !m_tokens.hasFailed()) {
        const Token name = m_tokens.peek();
        auto target = parseTarget(u"the name of a parameter"_s);
        if (!target)
            break;
        if (std::ranges::any_of(parameters, [&](const Parameter &other) { return other.target.symbol == target->symbol; }))
            m_tokens.fail(name.offset, u"the name `%1` is given twice"_s.arg(name.text));
        Parameter parameter{.target = std::move(*target), .byDefault = nullptr};
        if (m_tokens.takeSymbol(Symbol::assign))
            parameter.byDefault = parse();
        parameters.push_back(std::move(parameter));
        if (!m_tokens.isAtSymbol(Symbol::closeParenthesis))
            m_tokens.expectSymbol(Symbol::comma, u"or `)` after a parameter"_s);
    }
    m_tokens.take();
    return parameters;
}

} // namespace assay::prompt
