// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/renderer.h"

#include "core/prompt/access.h"
#include "core/prompt/valuetext.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

Value loopOf(std::size_t index, std::size_t length, Execution &run)
{
    const auto at = static_cast<qint64>(index);
    const auto count = static_cast<qint64>(length);
    return run.made(Value::ofMapping({{u"index"_s, Value(at + 1)}, {u"index0"_s, Value(at)}, {u"revindex"_s, Value(count - at)}, {u"revindex0"_s, Value(count - at - 1)},
        {u"first"_s, Value(at == 0)}, {u"last"_s, Value(at + 1 == count)}, {u"length"_s, Value(count)}}));
}

std::vector<Value> elementsOf(const Value &value, const List &list)
{
    std::vector<Value> turns = list.elements;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].origin.path.isEmpty())
            turns[i].origin = elementOrigin(value.origin, static_cast<qsizetype>(i));
    }
    return turns;
}

} // namespace

Renderer::Renderer(QStringView source, const Json &variables, WhenMissing whenMissing) : m_run(source), m_scopes(variables), m_evaluator(m_run, m_scopes, whenMissing) {}

Result<RenderedText> Renderer::run(const Block &block)
{
    render(block);
    if (m_run.error())
        return std::unexpected(*m_run.error());
    return std::move(m_result);
}

void Renderer::render(const Block &block)
{
    for (const Statement &statement : block) {
        if (!m_run.spend())
            return;
        m_run.moveTo(statement.offset);
        std::visit([this](const auto &node) { render(node); }, statement.node);
    }
}

void Renderer::render(const Text &text)
{
    append(text.text, {});
}

void Renderer::render(const Output &output)
{
    print(*output.expression);
}

// Operands of `~` are printed one by one, so that each keeps its own span.
void Renderer::print(const Expression &expression)
{
    const auto *binary = std::get_if<Binary>(&expression.node);
    if (binary && binary->kind == BinaryOperator::concatenate) {
        print(*binary->left);
        print(*binary->right);
        return;
    }
    const Value value = m_evaluator.require(expression);
    if (m_run.hasFailed())
        return;
    append(printed(value, m_run), traceOf(value).path);
}

void Renderer::append(const QString &text, const QString &variable)
{
    if (!m_run.allowText(m_result.text.size() + text.size() > kLargestText ? kLargestText + 1 : text.size()))
        return;
    const qsizetype start = m_result.text.size();
    m_result.text += text;
    if (!variable.isEmpty() && !text.isEmpty())
        m_result.spans.append({.start = start, .length = text.size(), .variable = variable});
}

void Renderer::render(const If &statement)
{
    for (const Branch &branch : statement.branches) {
        const bool isTrue = m_evaluator.require(*branch.condition).isTruthy();
        if (m_run.hasFailed())
            return;
        if (isTrue)
            return render(branch.body);
    }
    render(statement.otherwise);
}

void Renderer::render(const For &statement)
{
    const Value iterable = m_evaluator.require(*statement.iterable);
    const std::vector<Value> turns = turnsOf(statement, iterable);
    if (m_run.hasFailed())
        return;
    if (turns.empty())
        return render(statement.otherwise);
    m_scopes.open();
    for (std::size_t i = 0; i < turns.size() && m_run.spend(); ++i) {
        m_run.moveTo(statement.iterable->offset);
        if (!declareTargets(statement, turns[i]))
            break;
        m_scopes.declare(u"loop"_s, loopOf(i, turns.size(), m_run));
        render(statement.body);
    }
    m_scopes.close();
}

std::vector<Value> Renderer::turnsOf(const For &statement, const Value &iterable)
{
    std::vector<Value> turns;
    if (const List *list = iterable.list())
        return m_run.spend(static_cast<qsizetype>(list->elements.size())) ? elementsOf(iterable, *list) : turns;
    if (const QString *text = iterable.text()) {
        if (!m_run.spend(text->size()))
            return turns;
        for (QString &character : codePoints(*text))
            turns.push_back(Value(std::move(character)).from({.path = iterable.origin.path, .hasParts = false}));
        return turns;
    }
    if (const Mapping *mapping = iterable.mapping()) {
        if (!m_run.spend(static_cast<qsizetype>(mapping->members.size())))
            return turns;
        for (const auto &[name, member] : mapping->members) {
            const Value key = Value(name).from({.path = iterable.origin.path, .hasParts = false});
            const Value value = member.origin.path.isEmpty() ? member.from(memberOrigin(iterable.origin, name)) : member;
            turns.push_back(statement.targets.size() == 1 ? key : m_run.made(Value::ofList({key, value})));
        }
        return turns;
    }
    if (!iterable.isNone())
        m_run.failAt(statement.iterable->offset, u"`for` needs a list, a mapping or text to go through, but got %1"_s.arg(described(iterable)));
    return turns;
}

bool Renderer::declareTargets(const For &statement, const Value &turn)
{
    if (statement.targets.size() == 1) {
        m_scopes.declare(statement.targets.first(), turn);
        return true;
    }
    const List *parts = turn.list();
    const auto count = static_cast<std::size_t>(statement.targets.size());
    if (!parts || parts->elements.size() != count) {
        const QString got = parts ? u"%1 in %2"_s.arg(QString::number(parts->elements.size()), described(turn)) : described(turn);
        m_run.fail(u"`for %1` needs %2 values in each element, but got %3"_s.arg(statement.targets.join(u", "_s), QString::number(count), got));
        return false;
    }
    const std::vector<Value> values = elementsOf(turn, *parts);
    for (std::size_t i = 0; i < count; ++i)
        m_scopes.declare(statement.targets.at(static_cast<qsizetype>(i)), values[i]);
    return true;
}

void Renderer::render(const Set &statement)
{
    const Value value = m_evaluator.require(*statement.value);
    for (const QString &target : statement.targets)
        m_scopes.assign(target, value);
}

} // namespace assay::prompt
