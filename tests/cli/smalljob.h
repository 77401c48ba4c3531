// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace made by the program itself: items item-000, item-001, …, two versions of a prompt and one model at a server. What was asked can be told
// from a request by its mark, such as "v2|item-007|".
#pragma once

#include "tests/support/loopbackserver.h"
#include "tests/support/program.h"
#include "tests/support/rawsqlite.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

namespace assay::test {

inline const QString kWorkspace = QStringLiteral("w.assay");

inline QString markOf(int version, int item)
{
    return QStringLiteral("v%1|item-%2|").arg(version).arg(item, 3, 10, QLatin1Char('0'));
}

inline QString markOf(const LoopbackRequest &request)
{
    static const QRegularExpression mark(QStringLiteral("v\\d\\|item-\\d+\\|"));
    return mark.match(QString::fromUtf8(request.body)).captured();
}

/// How often each was asked, from the request with this index on.
inline QMap<QString, int> askedSince(const LoopbackServer &server, int first = 0)
{
    QMap<QString, int> asked;
    const QList<LoopbackRequest> requests = server.requests();
    for (qsizetype i = first; i < requests.size(); ++i)
        ++asked[markOf(requests.at(i))];
    return asked;
}

/// False when the program refused any of it.
[[nodiscard]] inline bool makeWorkspace(const Program &assay, const LoopbackServer &server, int items, const QStringList &modelOptions = {})
{
    QByteArray lines;
    for (int item = 0; item < items; ++item) {
        const QByteArray number = QByteArray::number(item).rightJustified(3, '0');
        lines += "{\"key\":\"i-" + number + "\",\"vars\":{\"text\":\"item-" + number + "\"},\"assertions\":[{\"type\":\"contains\",\"value\":\"ok\"}]}\n";
    }
    QStringList import{QStringLiteral("import"), kWorkspace, assay.write(QStringLiteral("items.jsonl"), lines)};
    for (const QByteArray version : {"1", "2"})
        import.append(assay.write(QStringLiteral("p-%1.yaml").arg(QString::fromLatin1(version)),
            "prompt: p\nparameters: {maxOutputTokens: 10}\nmessages:\n  - role: user\n    template: 'v" + version + "|{{ text }}|'\n"));
    const Ended imported = assay.run(import);
    const Ended added = assay.run(
        QStringList{QStringLiteral("model"), kWorkspace, QStringLiteral("--name"), QStringLiteral("m"), QStringLiteral("--base-url"), server.url(QStringLiteral("/v1")).toString()}
        + modelOptions);
    if (imported.code != 0 || added.code != 0)
        qWarning("%s%s", imported.err.constData(), added.err.constData());
    return imported.code == 0 && added.code == 0;
}

inline QStringList runArguments(const QStringList &more = {})
{
    return QStringList{QStringLiteral("run"), kWorkspace, QStringLiteral("--set"), QStringLiteral("items"), QStringLiteral("--prompt"), QStringLiteral("p@1"),
               QStringLiteral("--prompt"), QStringLiteral("p@2"), QStringLiteral("--model"), QStringLiteral("m")}
    + more;
}

inline QStringList stored(const Program &assay, const QString &sql)
{
    return rawColumn(assay.path(kWorkspace), sql);
}

/// Marks of the cells that `sql` gives.
inline QStringList marksOfCells(const Program &assay, int items, const QString &sql)
{
    QStringList marks;
    for (const QString &cell : stored(assay, sql))
        marks.append(markOf(cell.toInt() / items + 1, cell.toInt() % items));
    return marks;
}

} // namespace assay::test
