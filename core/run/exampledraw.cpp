// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/exampledraw.h"

#include "core/run/draw.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>

#include <algorithm>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

quint64 rankOf(const evalset::Item &item, qint64 seed)
{
    const QByteArray hash = QCryptographicHash::hash(item.key.toUtf8(), QCryptographicHash::Sha256);
    return draw(seed, qFromBigEndian<quint64>(hash.constData()));
}

QString answerOf(const evalset::Item &item)
{
    return item.reference.is_string() ? toQString(item.reference) : QString::fromUtf8(toJson(item.reference));
}

} // namespace

Result<prompt::ExampleDraw> drawExamples(const prompt::ExampleDraw &wanted, const evalset::EvalSet &set)
{
    QList<const evalset::Item *> able;
    for (const evalset::Item &item : set.items) {
        if (item.tags.contains(wanted.tag) && !item.reference.is_null())
            able.append(&item);
    }
    if (able.size() < wanted.count) {
        return fail(ErrorKind::invalidInput,
            u"the set %1 has %2 items with the tag %3 and a reference, but %4 examples are wanted"_s.arg(wanted.set, QString::number(able.size()), wanted.tag)
                .arg(wanted.count),
            u"Tag more items, or draw fewer examples."_s);
    }
    std::ranges::sort(able, {}, [&](const evalset::Item *item) { return std::pair(rankOf(*item, wanted.seed), item->key); });
    prompt::ExampleDraw made = wanted;
    made.drawn.clear();
    for (const evalset::Item *item : able.first(wanted.count))
        made.drawn.append({.key = item->key, .variables = item->variables, .answer = answerOf(*item)});
    return made;
}

DrawnItems::DrawnItems(const prompt::Version &version, const QString &set)
{
    if (!version.content.examples)
        return;
    for (const prompt::Example &example : version.content.examples->drawn) {
        if (version.content.examples->set == set)
            m_keys.insert(example.key);
        m_variables.insert(toCanonicalJson(example.variables));
    }
}

bool DrawnItems::contains(const evalset::Item &item) const
{
    return m_keys.contains(item.key) || (!m_variables.isEmpty() && m_variables.contains(toCanonicalJson(item.variables)));
}

void takeSet(RunPlan &plan, evalset::EvalSet set)
{
    QList<DrawnItems> drawn;
    for (const prompt::Version &version : std::as_const(plan.versions))
        drawn.append(DrawnItems(version, set.name));
    plan.leftOut.clear();
    for (const evalset::Item &item : std::as_const(set.items)) {
        if (std::ranges::any_of(drawn, [&item](const DrawnItems &items) { return items.contains(item); }))
            plan.leftOut.append(item.key);
    }
    leaveOut(set, plan.leftOut);
    plan.set = std::move(set);
}

void leaveOut(evalset::EvalSet &set, const QStringList &keys)
{
    if (keys.isEmpty())
        return;
    const QSet<QString> left(keys.begin(), keys.end());
    set.items.removeIf([&left](const evalset::Item &item) { return left.contains(item.key); });
}

} // namespace assay::run
