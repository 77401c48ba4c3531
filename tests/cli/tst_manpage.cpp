// SPDX-License-Identifier: GPL-3.0-or-later
// The manual page says no less and no other than the program.
#include "app/cli/exitcode.h"
#include "tests/support/program.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

QString page()
{
    QFile file(QStringLiteral(ASSAY_SOURCE_DIR "/packaging/assay.1"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// From one heading to the next.
QString section(const QString &heading)
{
    const QString whole = page();
    const qsizetype start = whole.indexOf(u"\n.Sh "_s + heading + u'\n');
    return start < 0 ? QString() : whole.sliced(start, whole.indexOf(u"\n.Sh "_s, start + 1) - start);
}

/// What stands of each verb, its own line first.
QHash<QString, QString> entries()
{
    QHash<QString, QString> entries;
    QString verb;
    const QStringList lines = section(u"VERBS"_s).split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(u".It Cm "))
            verb = line.section(u' ', 2, 2);
        else if (line.startsWith(u".Ss"))
            verb.clear();
        if (!verb.isEmpty())
            entries[verb] += line + u'\n';
    }
    return entries;
}

QStringList verbsOf(const Program &assay)
{
    static const QRegularExpression verb(u"^  ([a-z]+) {2,}\\S"_s, QRegularExpression::MultilineOption);
    const QString help = QString::fromUtf8(assay.run({u"--help"_s}).out);
    const qsizetype start = help.indexOf(QRegularExpression(u"^Subcommands:$"_s, QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption));
    QStringList verbs;
    for (const auto &match : verb.globalMatch(help, std::max<qsizetype>(start, 0)))
        verbs.append(match.captured(1));
    return verbs;
}

} // namespace

class TestManPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVerbIsThereAndNoOther()
    {
        const Program assay;
        QStringList verbs = verbsOf(assay);
        QVERIFY2(verbs.size() >= 20, qPrintable(verbs.join(u' ')));
        QStringList told = entries().keys();
        verbs.sort();
        told.sort();
        QCOMPARE(told, verbs);
    }

    void everyOptionThatIsToldIsOneOfItsVerb()
    {
        static const QRegularExpression option(u"\\bFl (-[a-z-]+)"_s);
        const Program assay;
        const auto all = entries();
        for (const auto &[verb, text] : all.asKeyValueRange()) {
            const QByteArray help = assay.run({verb, u"--help"_s}).out;
            for (const auto &match : option.globalMatch(text))
                QVERIFY2(help.contains(QByteArray(" -" + match.captured(1).toUtf8())) || help.contains(QByteArray(",-" + match.captured(1).toUtf8())),
                    qPrintable(verb + u' ' + match.captured(1)));
        }
    }

    void everyExitStatusIsThereAndNoOther()
    {
        using namespace assay::cli;
        static const QRegularExpression status(u"^\\.It ([0-9]+)$"_s, QRegularExpression::MultilineOption);
        QList<int> told;
        for (const auto &match : status.globalMatch(section(u"EXIT STATUS"_s)))
            told.append(match.captured(1).toInt());
        QCOMPARE(told, (QList<int>{kDone, kGateNotMet, kWrongUse, kNotComplete, kInterrupted, kReaderGone}));
        const Program assay;
        const QString help = QString::fromUtf8(assay.run({u"--help"_s}).out);
        for (const int code : told)
            QVERIFY2(help.contains(QRegularExpression(u"(Exit codes:|,)\\s+%1\\s"_s.arg(code))), qPrintable(QString::number(code)));
    }
};

QTEST_GUILESS_MAIN(TestManPage)
#include "tst_manpage.moc"
