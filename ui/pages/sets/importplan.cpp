// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/importplan.h"

#include "core/importexport/csv.h"
#include "core/importexport/jsonl.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 256LL * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("importplan", text);
}

std::unexpected<Error> fileError(ErrorKind kind, const QString &path, const QString &message, const QString &hint)
{
    return std::unexpected(fail(kind, message, hint).error().with(u"file"_s, path));
}

/// Everything of the item but its key.
QByteArray contentOf(const evalset::Item &item)
{
    Json json = evalset::toJson(item);
    json.erase("key");
    return toCanonicalJson(json);
}

} // namespace

Result<QList<evalset::Item>> readItemFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(ErrorKind::io, path, tr("The file cannot be read: %1").arg(file.errorString()), tr("Check that it is there and that you may read it."));
    if (file.size() > kLargestFile)
        return fileError(ErrorKind::tooLarge, path, tr("The file is larger than 256 MB."), tr("Split it and import the parts."));
    const QByteArray bytes = file.readAll();
    return path.endsWith(u".csv"_s, Qt::CaseInsensitive) ? importexport::itemsFromCsv(bytes, path) : importexport::itemsFromJsonl(bytes, path);
}

ImportPlan planImport(const QString &path, const QList<evalset::Item> &items, const QList<evalset::Item> &current)
{
    QHash<QString, QByteArray> contentByKey;
    QSet<QByteArray> contents;
    for (const evalset::Item &item : current) {
        const QByteArray content = contentOf(item);
        contentByKey.insert(item.key, content);
        contents.insert(content);
    }
    ImportPlan plan{.path = path, .items = items, .states = {}, .missing = {}};
    QSet<QString> keys;
    QSet<QByteArray> imported;
    for (const evalset::Item &item : items) {
        const QByteArray content = contentOf(item);
        keys.insert(item.key);
        imported.insert(content);
        const auto before = contentByKey.constFind(item.key);
        const bool isThere = before == contentByKey.cend() ? contents.contains(content) : *before == content;
        plan.states.append(isThere ? ImportState::duplicate : before == contentByKey.cend() ? ImportState::fresh : ImportState::changed);
    }
    for (const evalset::Item &item : current) {
        if (!keys.contains(item.key) && !imported.contains(contentByKey.value(item.key)))
            plan.missing.append(item.key);
    }
    return plan;
}

bool haveReferences(const QList<evalset::Item> &items)
{
    return !items.isEmpty() && std::ranges::none_of(items, [](const evalset::Item &item) { return item.reference.is_null(); });
}

evalset::EvalSet importedSet(const ImportRequest &request)
{
    const ImportPlan &plan = request.plan;
    if (!request.newName.isEmpty()) {
        QList<evalset::Assertion> assertions;
        if (request.judgesByReference)
            assertions.append({.type = u"equals"_s, .value = jsonString(u"{{ reference }}"), .threshold = {}, .metric = {}});
        return {.id = {}, .revisionId = {}, .revision = 0, .name = request.newName, .title = request.newName, .description = {}, .defaultAssertions = assertions, .items = plan.items};
    }
    QHash<QString, qsizetype> changed;
    for (qsizetype i = 0; i < plan.items.size(); ++i) {
        if (plan.states.at(i) == ImportState::changed)
            changed.insert(plan.items.at(i).key, i);
    }
    const QSet<QString> removed = request.removesMissing ? QSet<QString>(plan.missing.cbegin(), plan.missing.cend()) : QSet<QString>();
    evalset::EvalSet set = request.current;
    set.items.clear();
    for (const evalset::Item &item : request.current.items) {
        if (const auto found = changed.constFind(item.key); found != changed.cend())
            set.items.append(plan.items.at(*found));
        else if (!removed.contains(item.key))
            set.items.append(item);
    }
    for (qsizetype i = 0; i < plan.items.size(); ++i) {
        if (plan.states.at(i) == ImportState::fresh)
            set.items.append(plan.items.at(i));
    }
    return set;
}

QString freeSetName(const QString &name, const QStringList &taken)
{
    const QString wanted = name.simplified();
    QString free = wanted;
    for (int number = 2; taken.contains(free); ++number)
        free = u"%1-%2"_s.arg(wanted).arg(number);
    return free;
}

QString problemLines(const Error &error)
{
    const QString line = error.contextValue(u"line");
    return line.isEmpty() ? error.message : tr("line %1: ").arg(line) + error.message;
}

} // namespace assay::ui
