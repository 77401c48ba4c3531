// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/access.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/objects.h"
#include "core/prompt/language/spelling.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetext.h"

#include <algorithm>
#include <cstring>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Of four units none is a surrogate, as in nearly all text below U+8000.
bool areFourPlain(const char16_t *units)
{
    quint64 word = 0;
    std::memcpy(&word, units, sizeof word);
    return (word & 0x8000800080008000U) == 0;
}

QString indexPath(const QString &path, const Value &index)
{
    if (const QString *name = index.text())
        return memberPath(path, *name);
    return u"%1[%2]"_s.arg(path, QString::number(index.integer().value_or(0)));
}

Missing missing(const Execution &run, const QString &path, const QString &why, const QString &hint = {})
{
    return Missing{.message = u"`%1` is not defined: %2"_s.arg(path, why), .hint = hint, .offset = run.offset()};
}

// What was made of a variable, such as a name that `groupby` gives, is not that variable.
QString baseInWords(const Value &base, const QString &path)
{
    return u"`%1`"_s.arg(base.origin && base.origin->hasParts() ? pathOf(base.origin) : path);
}

// `loop` prints without those that not every turn has.
QStringList membersOf(const Object &object)
{
    QStringList names = object.memberNames();
    if (dynamic_cast<const LoopObject *>(&object) != nullptr)
        names += {u"previtem"_s, u"nextitem"_s, u"depth"_s, u"depth0"_s};
    return names;
}

QString hintFor(const QString &name)
{
    if (name == u"grouper" || name == u"list")
        return u"`groupby` gives a mapping: write `{% for name, elements in … | groupby(…) %}`."_s;
    if (name == u"previtem" || name == u"nextitem")
        return u"Ask with `is defined` first, or add `| default(…)`."_s;
    return {};
}

Missing missingMember(const Value &base, const QString &name, const QString &path, const Execution &run)
{
    const QString whole = memberPath(path, name);
    const QString words = baseInWords(base, path);
    if (base.mapping() || base.object()) {
        const QStringList names = base.mapping() ? base.mapping()->names() : membersOf(*base.object());
        if (base.object() && names.contains(name))
            return missing(run, whole, name == u"previtem" ? u"no turn is before the first"_s : u"no turn is behind the last"_s, hintFor(name));
        if (names.isEmpty())
            return missing(run, whole, u"%1 has no members"_s.arg(words));
        return missing(run, whole, u"%1 has no member `%2`, it has: %3"_s.arg(words, name, namesInWords(names)), spellingHint(name, names));
    }
    const QString hint = findMethod(base, name) ? u"Methods are called: write `%1()`."_s.arg(name) : base.text() ? hintFor(name) : QString();
    if (base.list())
        return missing(run, whole, u"%1 is a list, and its elements are reached by number or with `for`"_s.arg(words), hint);
    return missing(run, whole, u"%1 is %2 and has no members"_s.arg(words, base.kindInWords()), hint);
}

Missing missingElement(const Value &base, const Value &index, qsizetype count, const QString &path, const Execution &run)
{
    const QString what = (base.list() ? u"element"_s : u"character"_s) + (count == 1 ? u""_s : u"s"_s);
    return missing(run, indexPath(path, index), u"%1 has %2 %3"_s.arg(baseInWords(base, path), QString::number(count), what));
}

std::optional<qsizetype> placeIn(qsizetype count, qint64 index)
{
    const qint64 place = index < 0 ? index + count : index;
    if (place < 0 || place >= count)
        return std::nullopt;
    return place;
}

Value characterOf(const Value &base, const Value &index, const WrittenPath &path, Execution &run)
{
    const QString &text = *base.text();
    if (!run.spendOnText(text.size()))
        return {};
    const qsizetype count = codePointCount(text);
    const auto place = placeIn(count, *index.integer());
    if (!place)
        return run.missing([&] { return missingElement(base, index, count, path.text(), run); });
    const qsizetype from = offsetOfCodePoint(text, *place);
    return Value(text.sliced(from, offsetOfCodePoint(QStringView(text).sliced(from), 1))).from(run.origins().whole(base.origin));
}

QString writtenPath(const Expression &expression)
{
    if (const auto *name = std::get_if<Name>(&expression.node))
        return name->name;
    if (const auto *member = std::get_if<Member>(&expression.node))
        return memberPath(writtenPath(*member->base), member->name);
    const auto *index = std::get_if<Index>(&expression.node);
    if (!index)
        return u"(…)"_s;
    const auto *literal = std::get_if<Literal>(&index->index->node);
    return literal ? indexPath(writtenPath(*index->base), literal->value) : QString(writtenPath(*index->base) + u"[…]"_s);
}

// Python 3 Language Reference, "Slicings", and `slice.indices`.
struct SlicePlaces {
    qint64 from = 0;
    qint64 step = 1;
    qint64 count = 0;
};

std::optional<SlicePlaces> slicePlaces(const SliceBounds &bounds, qint64 size, Execution &run)
{
    for (const Value *bound : {&bounds.from, &bounds.to, &bounds.step}) {
        if (bound->isNone() || bound->integer())
            continue;
        run.fail(u"the bounds of a slice must be whole numbers, but one is %1"_s.arg(described(*bound)));
        return std::nullopt;
    }
    const qint64 step = bounds.step.integer().value_or(1);
    if (step == 0) {
        run.fail(u"the step of a slice must not be 0"_s);
        return std::nullopt;
    }
    const qint64 lowest = step > 0 ? 0 : -1;
    const qint64 highest = step > 0 ? size : size - 1;
    const auto place = [&](const Value &bound, qint64 byDefault) {
        if (bound.isNone())
            return byDefault;
        const qint64 given = *bound.integer();
        return qBound(lowest, given < 0 && given >= -size ? given + size : given < 0 ? lowest : given, highest);
    };
    const qint64 from = place(bounds.from, step > 0 ? 0 : size - 1);
    const qint64 to = place(bounds.to, step > 0 ? size : -1);
    const quint64 distance = step > 0 ? (to > from ? quint64(to - from) : 0) : (from > to ? quint64(from - to) : 0);
    const quint64 stride = step > 0 ? quint64(step) : 0 - quint64(step);
    return SlicePlaces{.from = from, .step = step, .count = qint64(distance / stride + (distance % stride != 0 ? 1 : 0))};
}

} // namespace

QString WrittenPath::text() const
{
    return m_expression ? writtenPath(*m_expression) : m_words.toString();
}

Value memberOf(const Value &base, const QString &name, const WrittenPath &path, Execution &run)
{
    if (const Mapping *mapping = base.mapping()) {
        if (const Value *member = mapping->find(name))
            return member->origin ? *member : member->from(run.origins().member(base.origin, name));
    } else if (const Object *object = base.object()) {
        if (auto member = object->member(name))
            return std::move(*member);
    } else if (name == u"length" && base.list()) {
        return Value(static_cast<qint64>(base.list()->elements.size())).from(base.origin);
    } else if (name == u"length" && base.text() && run.spendOnText(base.text()->size())) {
        return Value(qint64(codePointCount(*base.text()))).from(run.origins().whole(base.origin));
    }
    return run.missing([&] { return missingMember(base, name, path.text(), run); });
}

Value elementOf(const Value &base, const Value &index, const WrittenPath &path, Execution &run)
{
    if (const QString *name = index.text())
        return memberOf(base, *name, path, run);
    if (base.mapping())
        return memberOf(base, printed(index, run), path, run);
    if (!index.integer())
        return run.fail(u"an index must be a whole number or a name, but got %1"_s.arg(described(index)));
    if (base.text())
        return characterOf(base, index, path, run);
    const List *list = base.list();
    if (!list) {
        return run.missing([&] { return missing(run, indexPath(path.text(), index), u"%1 is %2 and has no elements"_s.arg(baseInWords(base, path.text()), base.kindInWords())); });
    }
    const auto count = static_cast<qsizetype>(list->elements.size());
    const auto place = placeIn(count, *index.integer());
    if (!place)
        return run.missing([&] { return missingElement(base, index, count, path.text(), run); });
    const Value &element = list->elements[static_cast<std::size_t>(*place)];
    return element.origin ? element : element.from(run.origins().element(base.origin, *place));
}

Value sliceOf(const Value &base, const SliceBounds &bounds, Execution &run)
{
    const List *list = base.list();
    const QString *text = base.text();
    if (!list && !text)
        return run.fail(u"only a list or a text has slices, but this is %1"_s.arg(described(base)));
    if (text && !run.spendOnText(text->size() * 8))
        return {};
    const qint64 size = text ? codePointCount(*text) : static_cast<qint64>(list->elements.size());
    const auto places = slicePlaces(bounds, size, run);
    if (!places || !run.spend(places->count))
        return {};
    if (text && places->step == 1) {
        const qsizetype from = offsetOfCodePoint(*text, places->from);
        const qsizetype length = offsetOfCodePoint(QStringView(*text).sliced(from), places->count);
        return Value(text->sliced(from, length)).from(tracedSlice(base, from, length, run));
    }
    if (text) {
        const std::vector<QString> points = codePoints(*text);
        QString picked;
        for (qint64 i = 0; i < places->count; ++i)
            picked += points[static_cast<std::size_t>(places->from + i * places->step)];
        return Value(picked).from(run.origins().whole(base.origin));
    }
    std::vector<Value> elements;
    elements.reserve(static_cast<std::size_t>(places->count));
    for (qint64 i = 0; i < places->count; ++i) {
        const qint64 place = places->from + i * places->step;
        const Value &element = list->elements[static_cast<std::size_t>(place)];
        elements.push_back(element.origin ? element : element.from(run.origins().element(base.origin, place)));
    }
    return run.made(Value::ofList(std::move(elements))).from(run.origins().whole(base.origin));
}

qsizetype codePointCount(QStringView text)
{
    qsizetype count = 0;
    for (qsizetype at = 0; at < text.size();) {
        if (at + 4 <= text.size() && areFourPlain(text.utf16() + at)) {
            count += 4;
            at += 4;
            continue;
        }
        count += text.at(at).isLowSurrogate() ? 0 : 1;
        ++at;
    }
    return count;
}

std::vector<QString> codePoints(QStringView text)
{
    std::vector<QString> points;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype units = text.at(at).isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        points.push_back(text.sliced(at, units).toString());
        at += units;
    }
    return points;
}

qsizetype offsetOfCodePoint(QStringView text, qsizetype index)
{
    qsizetype at = 0;
    while (index > 0 && at < text.size()) {
        if (index >= 4 && at + 4 <= text.size() && areFourPlain(text.utf16() + at)) {
            index -= 4;
            at += 4;
            continue;
        }
        at += text.at(at).isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        --index;
    }
    return at;
}

} // namespace assay::prompt
