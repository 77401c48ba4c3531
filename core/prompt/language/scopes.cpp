// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/scopes.h"

#include "core/prompt/language/spelling.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Up to here looking at each number is quicker than hashing one.
constexpr std::size_t kFewValues = 24;

// Of a macro's parameter.
Missing notGiven(const QString &name, const Execution &run)
{
    return Missing{.message = u"`%1` was not given"_s.arg(name), .hint = u"Give it in the call, or a default as in `{% macro f(%1=…) %}`."_s.arg(name), .offset = run.offset()};
}

} // namespace

qint32 Frame::placeAmongFew(SymbolId symbol) const
{
    const auto found = std::ranges::find(m_symbols, symbol);
    return found == m_symbols.end() ? -1 : static_cast<qint32>(found - m_symbols.begin());
}

void Frame::put(SymbolId symbol, Value value)
{
    if (const qint32 known = placeOf(symbol); known >= 0) {
        m_values[static_cast<std::size_t>(known)] = std::move(value);
        return;
    }
    const auto place = static_cast<qint32>(m_values.size());
    m_symbols.push_back(symbol);
    m_values.push_back(std::move(value));
    if (!m_slots.empty()) {
        m_slots[static_cast<std::size_t>(symbol)] = place;
    } else if (m_values.size() == kFewValues) {
        for (std::size_t i = 0; i < m_symbols.size(); ++i)
            m_places.insert(m_symbols[i], static_cast<qint32>(i));
    } else if (m_values.size() > kFewValues) {
        m_places.insert(symbol, place);
    }
}

Value Scopes::find(SymbolId symbol, Execution &run)
{
    if (const Value *own = findOwn(symbol)) {
        if (own->isMissing() && run.explains())
            return Value(notGiven(m_symbols.nameOf(symbol), run));
        return *own;
    }
    if (const Value *read = m_read.find(symbol))
        return *read;
    const Json *given = m_given.find(m_variables, m_symbols.utf8Of(symbol));
    if (given == nullptr)
        return run.missing([&] { return missing(symbol, run); });
    Value value = run.made(Value::fromJson(*given));
    value.origin = run.origins().variable(m_symbols.nameOf(symbol));
    m_read.put(symbol, value);
    return value;
}

const Value *Scopes::findOwn(SymbolId symbol) const
{
    for (const Frame *frame = m_current; frame; frame = frame->outer()) {
        if (const Value *value = frame->find(symbol))
            return value;
    }
    return nullptr;
}

void Scopes::declare(SymbolId symbol, Value value)
{
    m_current->put(symbol, std::move(value));
}

void Scopes::assign(SymbolId symbol, Value value)
{
    for (Frame *frame = m_current; frame; frame = frame->isWall() ? nullptr : frame->outer()) {
        if (frame->find(symbol))
            return frame->put(symbol, std::move(value));
    }
    declare(symbol, std::move(value));
}

Frame *Scopes::addModule()
{
    m_modules.push_back(std::make_unique<Frame>());
    return m_modules.back().get();
}

Missing Scopes::missing(SymbolId symbol, const Execution &run) const
{
    const QString &name = m_symbols.nameOf(symbol);
    QStringList names;
    for (const Frame *frame = m_current; frame; frame = frame->outer()) {
        for (const SymbolId own : frame->symbols())
            names.append(m_symbols.nameOf(own));
    }
    for (const auto &member : m_variables.object_range())
        names.append(QString::fromUtf8(member.key()));
    names.removeDuplicates();
    names.sort();
    QString hint = spellingHint(name, names);
    if (hint.isEmpty())
        hint = names.isEmpty() ? u"No variables are given."_s : u"Given are: %1."_s.arg(namesInWords(names));
    return Missing{.message = u"`%1` is not defined"_s.arg(name), .hint = hint, .offset = run.offset()};
}

} // namespace assay::prompt
