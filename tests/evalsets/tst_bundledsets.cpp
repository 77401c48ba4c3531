// SPDX-License-Identifier: GPL-3.0-or-later
// Every folder of evalsets/ is whole and keeps what it promises.
#include "core/evalset/nearduplicates.h"
#include "core/grader/grader.h"
#include "core/importexport/jsonl.h"
#include "core/importexport/manifest.h"
#include "core/prompt/rendering.h"
#include "tests/support/expectresult.h"

#include <QDir>
#include <QHash>
#include <QSet>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

constexpr double kLikest = 0.5;

QString folderOf(const QString &name)
{
    return QStringLiteral(ASSAY_SOURCE_DIR "/evalsets/") + name;
}

QStringList folders()
{
    return QDir(folderOf({})).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void eachFolder()
{
    QTest::addColumn<QString>("name");
    const QStringList names = folders();
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

importexport::BundledSet bundled(const QString &name)
{
    static QHash<QString, importexport::BundledSet> known;
    if (!known.contains(name))
        known.insert(name, importexport::readBundledSet(folderOf(name)).value_or(importexport::BundledSet()));
    return known.value(name);
}

} // namespace

class TestBundledSets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void triageHasAnImprovementAndASetback()
    {
        const importexport::BundledSet triage = bundled(u"support-triage"_s);
        QCOMPARE(triage.set.items.size(), 200);
        QCOMPARE(triage.prompts.size(), 3);
        QSet<QByteArray> contents;
        for (const importexport::PromptFile &file : triage.prompts) {
            QCOMPARE(file.prompt, u"triage"_s);
            QVERIFY(!file.note.isEmpty());
            contents.insert(toCanonicalJson(prompt::toJson(file.content)));
        }
        QCOMPARE(contents.size(), 3);
    }

    void thereAreSets() { QVERIFY(!folders().isEmpty()); }

    void everySetIsRead_data() { eachFolder(); }

    void everySetIsRead()
    {
        QFETCH(const QString, name);
        const auto read = importexport::readBundledSet(folderOf(name));
        VERIFY_OK(read);
        QCOMPARE(read->manifest.name, name);
        QVERIFY(!read->manifest.description.isEmpty());
        VERIFY_OK(evalset::validate(read->set.items));
        QVERIFY(read->prompts.size() >= 2);
    }

    void setsHaveTheItemsTheyPromise_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("items");
        QTest::newRow("support-triage") << u"support-triage"_s << 200;
        QTest::newRow("locale-formats") << u"locale-formats"_s << 100;
    }

    void setsHaveTheItemsTheyPromise()
    {
        QFETCH(const QString, name);
        QFETCH(const int, items);
        QCOMPARE(bundled(name).set.items.size(), items);
    }

    void everyLineIsOneItemAndNothingElse_data() { eachFolder(); }

    void everyLineIsOneItemAndNothingElse()
    {
        QFETCH(const QString, name);
        const QByteArray bytes = bytesOf(folderOf(name) + u"/"_s + bundled(name).manifest.items);
        QVERIFY(bytes.endsWith('\n'));
        QVERIFY(!bytes.contains('\r'));
        QVERIFY(!bytes.startsWith("\xEF\xBB\xBF"));
        QCOMPARE(bytes.count('\n'), bundled(name).set.items.size());
    }

    void everyAssertionCanBeGraded_data() { eachFolder(); }

    void everyAssertionCanBeGraded()
    {
        QFETCH(const QString, name);
        const evalset::EvalSet set = bundled(name).set;
        for (const evalset::Item &item : set.items) {
            const auto assertions = evalset::effectiveAssertions(set, item);
            QVERIFY2(!assertions.isEmpty(), qPrintable(item.key));
            for (const evalset::Assertion &assertion : assertions) {
                const auto checked = grader::checkAssertion(assertion);
                QVERIFY2(checked, qPrintable(item.key + u": "_s + (checked ? QString() : checked.error().describe())));
            }
        }
    }

    void everyPromptCanBeFilledForEveryItem_data() { eachFolder(); }

    void everyPromptCanBeFilledForEveryItem()
    {
        QFETCH(const QString, name);
        const importexport::BundledSet whole = bundled(name);
        for (const importexport::PromptFile &file : whole.prompts) {
            const auto compiled = prompt::CompiledPrompt::compile(file.content);
            VERIFY_OK(compiled);
            for (const evalset::Item &item : whole.set.items) {
                const auto rendered = compiled->render(item.variables);
                QVERIFY2(rendered, qPrintable(file.note + u", item "_s + item.key + u": "_s + (rendered ? QString() : rendered.error().describe())));
            }
        }
    }

    void noTwoItemsSayNearlyTheSame_data() { eachFolder(); }

    void noTwoItemsSayNearlyTheSame()
    {
        QFETCH(const QString, name);
        QStringList pairs;
        for (const evalset::NearDuplicate &pair : evalset::nearDuplicates(bundled(name).set.items, kLikest))
            pairs.append(u"%1 and %2: %3"_s.arg(pair.first, pair.second, QString::number(pair.similarity, 'f', 2)));
        QVERIFY2(pairs.isEmpty(), qPrintable(pairs.join(u", "_s)));
    }

    void everySetTellsAboutItself_data() { eachFolder(); }

    void everySetTellsAboutItself()
    {
        QFETCH(const QString, name);
        const QString readme = QString::fromUtf8(bytesOf(folderOf(name) + u"/README.md"_s));
        QVERIFY(readme.startsWith(u"# "));
        for (const QString &topic : {u"purpose"_s, u"made"_s, u"licen"_s, u"limit"_s})
            QVERIFY2(readme.contains(topic, Qt::CaseInsensitive), qPrintable(topic));
        QVERIFY(readme.contains(bundled(name).manifest.license));
    }
};

QTEST_GUILESS_MAIN(TestBundledSets)
#include "tst_bundledsets.moc"
