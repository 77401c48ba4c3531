// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/access.h"

#include "core/prompt/spelling.h"
#include "core/prompt/valuetext.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

QString indexPath(const QString &path, const Value &index)
{
    if (const QString *name = index.text())
        return memberPath(path, *name);
    return u"%1[%2]"_s.arg(path, QString::number(index.integer().value_or(0)));
}

Value missing(const Execution &run, const QString &path, const QString &why, const QString &hint = {})
{
    return Value(Missing{.message = u"`%1` is not defined: %2"_s.arg(path, why), .hint = hint, .offset = run.offset()});
}

QString baseInWords(const Value &base, const QString &path)
{
    return u"`%1`"_s.arg(base.origin.path.isEmpty() ? path : base.origin.path);
}

Value missingMember(const Value &base, const QString &name, const QString &path, const Execution &run)
{
    const QString whole = memberPath(path, name);
    const QString words = baseInWords(base, path);
    if (const Mapping *mapping = base.mapping()) {
        const QStringList names = mapping->names();
        if (names.isEmpty())
            return missing(run, whole, u"%1 has no members"_s.arg(words));
        return missing(run, whole, u"%1 has no member `%2`, it has: %3"_s.arg(words, name, namesInWords(names)), spellingHint(name, names));
    }
    if (base.list())
        return missing(run, whole, u"%1 is a list, and its elements are reached by number or with `for`"_s.arg(words));
    return missing(run, whole, u"%1 is %2 and has no members"_s.arg(words, base.kindInWords()));
}

Value missingElement(const Value &base, const Value &index, qsizetype count, const QString &path, const Execution &run)
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

Value characterOf(const Value &base, const Value &index, const QString &path, Execution &run)
{
    const QString &text = *base.text();
    if (!run.spendOnText(text.size()))
        return {};
    const qsizetype count = codePointCount(text);
    const auto place = placeIn(count, *index.integer());
    if (!place)
        return missingElement(base, index, count, path, run);
    const qsizetype from = offsetOfCodePoint(text, *place);
    return Value(text.sliced(from, offsetOfCodePoint(QStringView(text).sliced(from), 1))).from({.path = base.origin.path, .hasParts = false});
}

} // namespace

Value memberOf(const Value &base, const QString &name, const QString &path, Execution &run)
{
    if (const Mapping *mapping = base.mapping()) {
        if (const Value *member = mapping->find(name))
            return member->origin.path.isEmpty() ? member->from(memberOrigin(base.origin, name)) : *member;
    }
    if (name == u"length" && base.list())
        return Value(static_cast<qint64>(base.list()->elements.size())).from(base.origin);
    if (name == u"length" && base.text() && run.spendOnText(base.text()->size()))
        return Value(qint64(codePointCount(*base.text()))).from(base.origin);
    return missingMember(base, name, path, run);
}

Value elementOf(const Value &base, const Value &index, const QString &path, Execution &run)
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
    if (!list)
        return missing(run, indexPath(path, index), u"%1 is %2 and has no elements"_s.arg(baseInWords(base, path), base.kindInWords()));
    const auto count = static_cast<qsizetype>(list->elements.size());
    const auto place = placeIn(count, *index.integer());
    if (!place)
        return missingElement(base, index, count, path, run);
    const Value &element = list->elements[static_cast<std::size_t>(*place)];
    return element.origin.path.isEmpty() ? element.from(elementOrigin(base.origin, *place)) : element;
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

qsizetype codePointCount(QStringView text)
{
    return text.size() - std::ranges::count_if(text, [](QChar unit) { return unit.isLowSurrogate(); });
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
    for (; index > 0 && at < text.size(); --index)
        at += text.at(at).isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
    return at;
}

} // namespace assay::prompt
