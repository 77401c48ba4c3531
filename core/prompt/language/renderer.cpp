// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/renderer.h"

#include "core/prompt/language/access.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetext.h"

#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepestCalls = 60;

std::vector<SourceText> textsOf(const ParsedTemplate &parsed)
{
    std::vector<SourceText> texts;
    texts.reserve(parsed.sources.size());
    for (const auto &source : parsed.sources)
        texts.push_back({.name = source->name, .text = source->text});
    return texts;
}

Value elementOf(const Value &list, std::size_t index, Execution &run)
{
    Value element = list.list()->elements[index];
    if (!element.origin)
        element.origin = run.origins().element(list.origin, static_cast<qint64>(index));
    return element;
}

} // namespace

Renderer::Renderer(const ParsedTemplate &parsed, const Json &variables, bool isLenient, Trace trace)
    : m_parsed(parsed),
      m_trace(trace),
      m_run(textsOf(parsed),
          {.isLenient = isLenient,
              .traces = trace == Trace::spans,
              .seed = [&parsed, &variables] { return Execution::randomFor(QString(parsed.sources.front()->text + QString::fromUtf8(toCanonicalJson(variables)))); }}),
      m_scopes(parsed.symbols, variables),
      m_evaluator(m_run, m_scopes, *this)
{
    m_sink.text.reserve(parsed.sources.front()->text.size() + parsed.sources.front()->text.size() / 4);
}

Result<RenderedText> Renderer::run()
{
    render(m_parsed.sources.front()->body);
    if (m_run.error())
        return std::unexpected(*m_run.error());
    return result();
}

void Renderer::render(const Block &block)
{
    const Execution::Level level(m_run);
    for (const Statement &statement : block) {
        m_run.moveTo(statement.offset);
        if (!m_run.spend())
            return;
        std::visit([this](const auto &node) { render(node); }, statement.node);
    }
}

void Renderer::render(const Text &text)
{
    append(text.text, nullptr, placeOf(m_run.offset(), m_run.offset() + text.text.size()));
}

void Renderer::render(const Output &output)
{
    print(*output.expression, placeOf(m_run.offset(), output.end));
}

Piece Renderer::placeOf(qsizetype start, qsizetype end) const
{
    return {.length = 0, .origin = nullptr, .source = m_run.source(), .from = qint32(start), .fromLength = qint32(end - start)};
}

// Operands of `~` are printed one by one, so that they need not be joined first.
void Renderer::print(const Expression &expression, const Piece &place)
{
    const auto *binary = std::get_if<Binary>(&expression.node);
    if (binary && binary->kind == BinaryOperator::concatenate) {
        print(*binary->left, place);
        print(*binary->right, place);
        return;
    }
    const Value value = m_evaluator.require(expression);
    if (m_run.hasFailed())
        return;
    if (const QString *text = value.text())
        return append(*text, value.origin, place);
    const QString text = printed(value, m_run);
    append(text, m_run.traces() ? traceOf(value, m_run) : nullptr, place);
}

void Renderer::append(QStringView text, const Origin *origin, const Piece &place)
{
    if (!m_run.allowText(m_sink.text.size() + text.size() > kLargestText ? kLargestText + 1 : text.size()) || text.isEmpty())
        return;
    m_sink.text += text;
    if (!m_run.traces())
        return;
    if (origin && origin->kind == Origin::Kind::pieces && m_run.origins().spendOnPieces(origin->pieces.size())) {
        for (Piece piece : origin->pieces) {
            if (piece.fromLength == 0)
                piece = {.length = piece.length, .origin = piece.origin, .source = place.source, .from = place.from, .fromLength = place.fromLength};
            m_sink.pieces.push_back(piece);
        }
        return;
    }
    Piece piece = place;
    piece.length = text.size();
    piece.origin = origin && origin->kind == Origin::Kind::pieces ? origin->base : origin;
    m_sink.pieces.push_back(piece);
}

Value Renderer::captured(const Block &block)
{
    Sink outer = std::exchange(m_sink, Sink());
    render(block);
    Sink inner = std::exchange(m_sink, std::move(outer));
    Value value(std::move(inner.text));
    if (m_run.traces() && !inner.pieces.empty())
        value.origin = m_run.origins().pieces(inner.pieces);
    return value;
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
    Value turns = turnsOf(statement, m_evaluator.require(*statement.iterable));
    Frame frame(m_scopes.current(), false);
    if (statement.condition && !m_run.hasFailed()) {
        const Scopes::Move inside(m_scopes, &frame, m_scopes.home());
        turns = picked(statement, turns);
    }
    if (m_run.hasFailed())
        return;
    const std::size_t count = turns.list()->elements.size();
    if (count == 0)
        return render(statement.otherwise);
    const Scopes::Move inside(m_scopes, &frame, m_scopes.home());
    ++m_loops;
    const auto shared = statement.usesLoop ? std::make_shared<LoopObject::Shared>(LoopObject::Shared{.turns = turns, .depth = m_loops}) : nullptr;
    for (std::size_t i = 0; i < count && m_run.spend(); ++i) {
        m_run.moveTo(statement.iterable->offset);
        if (!declareTargets(statement, elementOf(turns, i, m_run)))
            break;
        if (shared)
            m_scopes.declare(statement.loop, Value(std::make_shared<const LoopObject>(shared, i)));
        render(statement.body);
    }
    --m_loops;
}

Value Renderer::turnsOf(const For &statement, Value iterable)
{
    if (const List *list = iterable.list()) {
        m_run.spend(static_cast<qsizetype>(list->elements.size()));
        return iterable;
    }
    std::vector<Value> turns;
    if (const Mapping *mapping = iterable.mapping()) {
        turns = turnsOf(statement, iterable, *mapping);
    } else if (const QString *text = iterable.text(); text && m_run.spend(text->size())) {
        const Origin *origin = m_run.origins().whole(iterable.origin);
        for (QString &character : codePoints(*text))
            turns.push_back(Value(std::move(character)).from(origin));
    } else if (!text && !iterable.isNone()) {
        m_run.failAt(statement.iterable->offset, u"`for` needs a list, a mapping or text to go through, but got %1"_s.arg(described(iterable)));
    }
    return m_run.made(Value::ofList(std::move(turns)));
}

std::vector<Value> Renderer::turnsOf(const For &statement, const Value &iterable, const Mapping &mapping)
{
    std::vector<Value> turns;
    if (!m_run.spend(static_cast<qsizetype>(mapping.members.size())))
        return turns;
    const Origin *whole = m_run.origins().whole(iterable.origin);
    for (const auto &[name, member] : mapping.members) {
        const Value key = Value(name).from(whole);
        if (statement.targets.size() == 1) {
            turns.push_back(key);
            continue;
        }
        const Value value = member.origin ? member : member.from(m_run.origins().member(iterable.origin, name));
        turns.push_back(m_run.made(Value::ofList({key, value})));
    }
    return turns;
}

Value Renderer::picked(const For &statement, const Value &turns)
{
    std::vector<Value> kept;
    for (std::size_t i = 0; i < turns.list()->elements.size(); ++i) {
        Value turn = elementOf(turns, i, m_run);
        m_run.moveTo(statement.iterable->offset);
        if (!m_run.spend() || !declareTargets(statement, turn))
            return {};
        if (m_evaluator.require(*statement.condition).isTruthy())
            kept.push_back(std::move(turn));
    }
    return m_run.made(Value::ofList(std::move(kept)));
}

bool Renderer::declareTargets(const For &statement, const Value &turn)
{
    if (statement.targets.size() == 1) {
        m_scopes.declare(statement.targets.front().symbol, turn);
        return true;
    }
    const List *parts = turn.list();
    const std::size_t count = statement.targets.size();
    if (!parts || parts->elements.size() != count) {
        QStringList names;
        for (const Target &target : statement.targets)
            names.append(target.name);
        const QString got = parts ? u"%1 in %2"_s.arg(QString::number(parts->elements.size()), described(turn)) : described(turn);
        m_run.fail(u"`for %1` needs %2 values in each element, but got %3"_s.arg(names.join(u", "_s), QString::number(count), got));
        return false;
    }
    for (std::size_t i = 0; i < count; ++i)
        m_scopes.declare(statement.targets[i].symbol, elementOf(turn, i, m_run));
    return true;
}

void Renderer::assign(const std::vector<Target> &targets, const Value &value)
{
    for (const Target &target : targets)
        m_scopes.assign(target.symbol, value);
}

void Renderer::render(const Set &statement)
{
    const qsizetype offset = m_run.offset();
    const Value value = m_evaluator.require(*statement.value);
    if (statement.member.isEmpty() || m_run.hasFailed())
        return assign(statement.targets, value);
    m_run.moveTo(offset);
    const Target &target = statement.targets.front();
    const Value *whole = m_scopes.findOwn(target.symbol);
    const Mapping *mapping = whole ? whole->mapping() : nullptr;
    if (!mapping) {
        m_run.fail(
            u"`set %1.%2` needs a mapping that the template made"_s.arg(target.name, statement.member), u"Make one before, as in `{% set %1 = namespace() %}`."_s.arg(target.name));
        return;
    }
    if (!m_run.spend(static_cast<qsizetype>(mapping->members.size())))
        return;
    std::vector<std::pair<QString, Value>> members = mapping->members;
    members.emplace_back(statement.member, value);
    m_scopes.assign(target.symbol, m_run.made(Value::ofMapping(std::move(members))));
}

void Renderer::render(const SetBlock &statement)
{
    const Value text = captured(statement.body);
    const Value value = m_run.hasFailed() ? Value() : m_evaluator.requireWith(*statement.value, text);
    assign(statement.targets, value);
}

void Renderer::render(const Macro &statement)
{
    m_scopes.declare(statement.symbol, Value(std::make_shared<const MacroObject>(statement.body, m_scopes.home(), m_scopes.home(), m_run.source())));
}

void Renderer::render(const CallBlock &statement)
{
    const qsizetype offset = m_run.offset();
    const Value caller(std::make_shared<const MacroObject>(statement.body, m_scopes.current(), m_scopes.home(), m_run.source()));
    const Value value = m_evaluator.callWith(*statement.call, caller);
    if (!m_run.hasFailed())
        append(printed(value, m_run), value.origin, placeOf(offset, statement.end));
}

void Renderer::render(const FilterBlock &statement)
{
    const qsizetype offset = m_run.offset();
    const Value text = captured(statement.body);
    if (m_run.hasFailed())
        return;
    const Value value = m_evaluator.requireWith(*statement.value, text);
    if (!m_run.hasFailed())
        append(printed(value, m_run), traceOf(value, m_run), placeOf(offset, statement.end));
}

void Renderer::render(const Include &statement)
{
    if (statement.source < 0)
        return;
    const qint32 source = m_run.source();
    Frame frame(m_scopes.current(), true);
    const Scopes::Move inside(m_scopes, &frame, &frame);
    m_run.enter(statement.source);
    render(m_parsed.sources[static_cast<std::size_t>(statement.source)]->body);
    m_run.enter(source);
}

// As in Nunjucks and Jinja, what is imported does not see the names around it.
void Renderer::render(const Import &statement)
{
    Frame *module = m_scopes.addModule();
    const qsizetype offset = m_run.offset();
    if (statement.source >= 0) {
        const qint32 source = m_run.source();
        const Scopes::Move inside(m_scopes, module, module);
        m_run.enter(statement.source);
        (void)captured(m_parsed.sources[static_cast<std::size_t>(statement.source)]->body);
        m_run.enter(source);
    }
    m_run.moveTo(offset);
    if (!statement.whole.name.isEmpty()) {
        std::vector<std::pair<QString, Value>> members;
        for (const SymbolId symbol : module->symbols())
            members.emplace_back(m_parsed.symbols.nameOf(symbol), *module->find(symbol));
        m_scopes.assign(statement.whole.symbol, m_run.made(Value::ofMapping(std::move(members))));
    }
    for (const auto &[symbol, target] : statement.members) {
        const Value *value = module->find(symbol);
        if (!value) {
            m_run.fail(u"the snippet `%1` has no `%2`"_s.arg(statement.source < 0 ? QString() : nameOf(statement.source), m_parsed.symbols.nameOf(symbol)));
            return;
        }
        m_scopes.assign(target.symbol, *value);
    }
}

bool Renderer::declareParameters(const MacroBody &macro, const CallArguments &arguments)
{
    const auto &parameters = macro.parameters;
    if (arguments.byPlace.size() > parameters.size() && !m_run.isLenient()) {
        m_run.fail(u"`%1` takes fewer arguments"_s.arg(macro.name), parameters.empty() ? u"It takes none."_s : QString());
        return false;
    }
    std::vector<bool> given(parameters.size());
    for (std::size_t i = 0; i < std::min(arguments.byPlace.size(), parameters.size()); ++i) {
        m_scopes.declare(parameters[i].target.symbol, arguments.byPlace[i]);
        given[i] = true;
    }
    for (const auto &[name, value] : arguments.byName) {
        const auto found = std::ranges::find_if(parameters, [&](const Parameter &parameter) { return parameter.target.name == name; });
        const auto place = static_cast<std::size_t>(found - parameters.begin());
        if (found != parameters.end() && !given[place]) {
            m_scopes.declare(found->target.symbol, value);
            given[place] = true;
        } else if (!m_run.isLenient()) {
            m_run.fail(found == parameters.end() ? u"`%1` has no argument `%2`"_s.arg(macro.name, name) : u"the argument `%2` of `%1` is given twice"_s.arg(macro.name, name));
            return false;
        }
    }
    for (std::size_t i = 0; i < parameters.size() && !m_run.hasFailed(); ++i) {
        if (!given[i])
            m_scopes.declare(parameters[i].target.symbol, parameters[i].byDefault ? m_evaluator.require(*parameters[i].byDefault) : Value::ofNothing());
    }
    return !m_run.hasFailed();
}

Value Renderer::call(const MacroObject &macro, const CallArguments &arguments, const Value *caller)
{
    const Execution::Level level(m_run);
    if (m_calls >= kDeepestCalls) {
        return m_run.fail(
            u"`%1` is called more than %2 levels deep"_s.arg(macro.body().name, QString::number(kDeepestCalls)), u"A macro that calls itself needs an end."_s, ErrorKind::tooLarge);
    }
    const qint32 source = m_run.source();
    const qsizetype offset = m_run.offset();
    Frame frame(macro.outer(), true);
    const Scopes::Move inside(m_scopes, &frame, macro.home());
    if (!declareParameters(macro.body(), arguments))
        return {};
    if (caller)
        m_scopes.declare(macro.body().caller, *caller);
    ++m_calls;
    const qint64 loops = std::exchange(m_loops, 0);
    m_run.enter(macro.source());
    Value text = captured(macro.body().body);
    m_run.enter(source);
    m_run.moveTo(offset);
    m_loops = loops;
    --m_calls;
    return text;
}

RenderedText Renderer::result()
{
    RenderedText rendered{.text = std::move(m_sink.text), .spans = {}};
    if (m_trace == Trace::none)
        return rendered;
    rendered.spans.reserve(static_cast<qsizetype>(m_sink.pieces.size()));
    qsizetype at = 0;
    for (const Piece &piece : m_sink.pieces) {
        Span span{.start = at, .length = piece.length, .from = piece.from, .fromLength = piece.fromLength, .snippet = nameOf(piece.source)};
        at += piece.length;
        if (piece.origin && piece.origin->hasParts()) {
            span.variable = pathOf(piece.origin);
        } else if (piece.origin) {
            span.isMixed = piece.origin->isMixed;
            const auto variables = variablesOf(piece.origin);
            for (const Origin *variable : variables) {
                if (span.variable.isEmpty())
                    span.variable = pathOf(variable);
                else
                    span.others.append(pathOf(variable));
            }
        }
        rendered.spans.append(std::move(span));
    }
    return rendered;
}

} // namespace assay::prompt
