// SPDX-License-Identifier: GPL-3.0-or-later
// What `name(…)` and `base.name(…)` do.
#include "core/prompt/language/access.h"
#include "core/prompt/language/evaluator.h"
#include "core/prompt/language/spelling.h"
#include "core/prompt/language/valuetext.h"

#include <QSet>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Value Evaluator::valueOf(const Call &call)
{
    if (const auto *name = std::get_if<Name>(&call.callee->node))
        return callName(call, *name);
    if (const auto *member = std::get_if<Member>(&call.callee->node))
        return callMember(call, *member);
    const Value callee = require(*call.callee);
    return m_run.hasFailed() ? Value() : callObject(call, callee, u"this"_s);
}

CallArguments Evaluator::argumentsOf(const Call &call)
{
    CallArguments arguments;
    for (const Argument &argument : call.arguments) {
        Value value = require(*argument.value);
        if (argument.name.isEmpty())
            arguments.byPlace.push_back(std::move(value));
        else
            arguments.byName.emplace_back(argument.name, std::move(value));
    }
    return arguments;
}

Value Evaluator::callName(const Call &call, const Name &name)
{
    const qsizetype offset = m_run.offset();
    const Value *own = m_scopes.findOwn(name.symbol);
    if (own && own->isMissing())
        return m_scopes.find(name.symbol, m_run);
    if (own)
        return callObject(call, Value(*own), u"`%1`"_s.arg(name.name));
    if (const FilterSpec *function = findFunction(name.name))
        return callSpec(call, *function, {}, u"function");
    m_run.moveTo(offset);
    if (name.name == u"caller")
        return m_run.fail(u"nothing is here for `caller()`"_s, u"It works in a macro that is used with `{% call %}`."_s);
    if (findFilter(name.name))
        return m_run.fail(u"`%1` is a filter and cannot be called"_s.arg(name.name), u"Write `value | %1`."_s.arg(name.name));
    QStringList known = functionNames();
    for (const Frame *frame = m_scopes.current(); frame; frame = frame->outer()) {
        for (const SymbolId symbol : frame->symbols()) {
            if (frame->find(symbol)->object())
                known.append(m_scopes.symbols().nameOf(symbol));
        }
    }
    const QString hint = spellingHint(name.name, known);
    return m_run.fail(u"there is no macro or function `%1`"_s.arg(name.name), hint.isEmpty() ? u"Functions are: %1."_s.arg(functionNames().join(u", "_s)) : hint);
}

Value Evaluator::callMember(const Call &call, const Member &member)
{
    const qsizetype offset = m_run.offset();
    const Value base = evaluate(*member.base);
    if (base.isMissing() || m_run.hasFailed())
        return base;
    m_run.moveTo(offset);
    if (const auto *loop = dynamic_cast<const LoopObject *>(base.object()))
        return callLoop(call, *loop, member.name);
    if (const auto *cycler = dynamic_cast<const CyclerObject *>(base.object()))
        return callCycler(call, *cycler, member.name);
    const Value *own = base.mapping() ? base.mapping()->find(member.name) : nullptr;
    if (own && own->object())
        return callObject(call, Value(*own), u"`%1`"_s.arg(member.name));
    if (const FilterSpec *method = findMethod(base, member.name))
        return callSpec(call, *method, base, u"method");
    const QStringList known = methodNames(base);
    const QString hint = spellingHint(member.name, known);
    return m_run.fail(u"%1 has no method `%2`"_s.arg(described(base), member.name),
        !hint.isEmpty()       ? hint
            : known.isEmpty() ? QString()
                              : u"It has: %1."_s.arg(known.join(u", "_s)));
}

Value Evaluator::callObject(const Call &call, const Value &callee, const QString &written)
{
    const qsizetype offset = m_run.offset();
    if (const auto *macro = dynamic_cast<const MacroObject *>(callee.object())) {
        const Value *caller = std::exchange(m_caller, nullptr);
        const CallArguments arguments = argumentsOf(call);
        m_run.moveTo(offset);
        return m_run.hasFailed() ? Value() : m_macros.call(*macro, arguments, caller);
    }
    if (const auto *joiner = dynamic_cast<const JoinerObject *>(callee.object())) {
        if (!call.arguments.empty())
            return m_run.fail(u"a joiner takes no arguments"_s);
        return Value(joiner->next());
    }
    if (dynamic_cast<const LoopObject *>(callee.object()))
        return m_run.fail(u"`loop` cannot be called: there are no recursive loops"_s, u"Use a macro that calls itself."_s);
    return m_run.fail(u"%1 is %2 and cannot be called"_s.arg(written, callee.kindInWords()));
}

Value Evaluator::callLoop(const Call &call, const LoopObject &loop, const QString &method)
{
    const CallArguments arguments = argumentsOf(call);
    if (m_run.hasFailed())
        return {};
    if (!arguments.byName.empty() || (arguments.byPlace.empty() && (method == u"cycle" || method == u"changed")))
        return m_run.fail(u"`loop.%1` needs values, without names"_s.arg(method));
    if (method == u"cycle")
        return arguments.byPlace[static_cast<std::size_t>(loop.index()) % arguments.byPlace.size()];
    if (method == u"changed")
        return Value(loop.hasChanged(arguments.byPlace.size() == 1 ? arguments.byPlace.front() : m_run.made(Value::ofList(arguments.byPlace)), m_run));
    return m_run.fail(u"`loop` has no method `%1`"_s.arg(method), u"It has: changed, cycle."_s);
}

Value Evaluator::callCycler(const Call &call, const CyclerObject &cycler, const QString &method)
{
    if (!call.arguments.empty())
        return m_run.fail(u"`%1` of a cycler takes no arguments"_s.arg(method));
    if (method == u"next")
        return cycler.next();
    if (method != u"reset")
        return m_run.fail(u"a cycler has no method `%1`"_s.arg(method), u"It has: next, reset."_s);
    cycler.reset();
    return {};
}

Value Evaluator::callSpec(const Call &call, const FilterSpec &spec, Value input, QStringView kind)
{
    const qsizetype offset = m_run.offset();
    CallArguments arguments = argumentsOf(call);
    m_run.moveTo(offset);
    if (m_run.hasFailed())
        return {};
    if (spec.takesAnything) {
        if (spec.name == u"cycler")
            return Value(std::make_shared<const CyclerObject>(std::move(arguments.byPlace)));
        return mappingOf(std::move(arguments), spec.name);
    }
    FilterCall use{.run = m_run, .filter = spec, .input = std::move(input), .arguments = {}};
    use.arguments.resize(spec.parameterCount());
    const auto put = [&](const ArgumentPlace &place, Value value) {
        if (!place.message.isEmpty())
            m_run.fail(place.message, place.hint);
        else if (use.has(place.place))
            m_run.fail(u"the argument `%1` of `%2` is given twice"_s.arg(use.parameterName(place.place), spec.name));
        else
            use.arguments[place.place] = std::move(value);
    };
    for (std::size_t i = 0; i < arguments.byPlace.size() && !m_run.hasFailed(); ++i)
        put(argumentPlace(spec, kind, static_cast<qsizetype>(i), {}), std::move(arguments.byPlace[i]));
    for (auto &[name, value] : arguments.byName)
        put(argumentPlace(spec, kind, 0, name), std::move(value));
    for (qsizetype place = 0; place < spec.required; ++place) {
        if (!use.has(place))
            m_run.fail(u"the %1 `%2` needs the argument `%3`"_s.arg(kind, spec.name, use.parameterName(place)));
    }
    return m_run.hasFailed() ? Value() : apply(use);
}

// `dict(a=1)`, `namespace(a=1)`.
Value Evaluator::mappingOf(CallArguments arguments, QStringView name)
{
    std::vector<std::pair<QString, Value>> members;
    for (const Value &value : arguments.byPlace) {
        if (!value.mapping())
            return m_run.fail(u"`%1` needs arguments with names, or mappings, but got %2"_s.arg(name, described(value)));
        for (const auto &[member, each] : value.mapping()->members)
            members.emplace_back(member, each.origin ? each : each.from(m_run.origins().member(value.origin, member)));
    }
    QSet<QString> names;
    for (const auto &[member, each] : arguments.byName) {
        if (names.contains(member))
            return m_run.fail(u"the argument `%1` of `%2` is given twice"_s.arg(member, name));
        names.insert(member);
    }
    members.insert(members.end(), std::make_move_iterator(arguments.byName.begin()), std::make_move_iterator(arguments.byName.end()));
    if (!m_run.spend(static_cast<qsizetype>(members.size())))
        return {};
    return m_run.made(Value::ofMapping(std::move(members)));
}

} // namespace assay::prompt
