// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/optionrepository.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;

class TestOptionRepository : public QObject {
    Q_OBJECT

    static qint64 rows(store::Database &database)
    {
        return store::selectFirst(database, u"SELECT count(*) FROM workspace_options"_s, {}, [](const store::Row &row) { return row.integer(0); })->value_or(-1);
    }

private Q_SLOTS:
    void templateOptionsAreKeptWhereTheyAreNotTheDefault()
    {
        test::TemporaryStore file;
        store::OptionRepository options(file.database());
        QCOMPARE(*options.templateOptions(), prompt::TemplateOptions());
        VERIFY_OK(options.setTemplateOptions({.lenient = true, .trimBlocks = false, .lstripBlocks = true}));
        QCOMPARE(*options.templateOptions(), (prompt::TemplateOptions{.lenient = true, .trimBlocks = false, .lstripBlocks = true}));
        QCOMPARE(rows(file.database()), 2);
        VERIFY_OK(options.setTemplateOptions({}));
        QCOMPARE(*options.templateOptions(), prompt::TemplateOptions());
        QCOMPARE(rows(file.database()), 0);
    }

    void severitiesAreKeptByRule()
    {
        test::TemporaryStore file;
        store::OptionRepository options(file.database());
        VERIFY_OK(options.setLintSeverity(u"vague-verb"_s, u"error"_s));
        VERIFY_OK(options.setLintSeverity(u"no-max-output"_s, u"off"_s));
        VERIFY_OK(options.setLintSeverity(u"vague-verb"_s, u"info"_s));
        VERIFY_OK(options.setTemplateOptions({.lenient = true}));
        QCOMPARE(*options.lintSeverities(), (QMap<QString, QString>{{u"no-max-output"_s, u"off"_s}, {u"vague-verb"_s, u"info"_s}}));
        VERIFY_OK(options.setLintSeverity(u"vague-verb"_s, {}));
        QCOMPARE(options.lintSeverities()->keys(), QStringList{u"no-max-output"_s});
        VERIFY_FAILS(options.setLintSeverity({}, u"off"_s), "invalid-input");
    }
};

QTEST_GUILESS_MAIN(TestOptionRepository)
#include "tst_optionrepository.moc"
