// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of the house: which folder may include which, and that SQL and Gui stay where they belong.
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString sourceDir()
{
    return QStringLiteral(ASSAY_SOURCE_DIR);
}

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Source {
    QString path; ///< from the root of the checkout
    QString text;
};

QList<Source> sourcesUnder(const QString &folder)
{
    QList<Source> sources;
    QDirIterator files(sourceDir() + u"/"_s + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        sources.append({QDir(sourceDir()).relativeFilePath(path), readFile(path)});
    }
    return sources;
}

QStringList includesOf(const QString &text, const QString &form)
{
    static const QRegularExpression quoted(u"^\\s*#\\s*include\\s+\"([^\"]+)\""_s, QRegularExpression::MultilineOption);
    static const QRegularExpression angled(u"^\\s*#\\s*include\\s+<([^>]+)>"_s, QRegularExpression::MultilineOption);
    QStringList found;
    auto matches = (form == u"quoted" ? quoted : angled).globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured(1));
    return found;
}

QHash<QString, QStringList> allowedArrows()
{
    static const QRegularExpression line(u"^([a-z]+)\\s+:(.*)$"_s, QRegularExpression::MultilineOption);
    QHash<QString, QStringList> arrows;
    auto matches = line.globalMatch(readFile(sourceDir() + u"/core/README.md"_s));
    while (matches.hasNext()) {
        const auto match = matches.next();
        arrows.insert(match.captured(1), match.captured(2).split(u' ', Qt::SkipEmptyParts));
    }
    return arrows;
}

} // namespace

class TestIncludes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableIsThere()
    {
        QCOMPARE(allowedArrows().size(), 18);
        QVERIFY(sourcesUnder(u"core"_s).size() > 10);
    }

    void coreFollowsItsTable()
    {
        const auto arrows = allowedArrows();
        QStringList wrong;
        for (const Source &source : sourcesUnder(u"core"_s)) {
            const QStringList parts = source.path.split(u'/');
            if (parts.size() < 3)
                continue;
            const QString &folder = parts.at(1);
            for (const QString &include : includesOf(source.text, u"quoted"_s)) {
                const QStringList target = include.split(u'/');
                const bool isOurs = target.size() > 2 && target.first() == u"core";
                const bool isAllowed = isOurs && (target.at(1) == folder || arrows.value(folder).contains(target.at(1)));
                if (!isAllowed && !include.endsWith(u".moc"_s))
                    wrong.append(source.path + u" includes "_s + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void theLanguageKnowsNoVersions()
    {
        const QList<Source> sources = sourcesUnder(u"core/prompt/language"_s);
        QVERIFY(sources.size() > 10);
        QStringList wrong;
        for (const Source &source : sources) {
            for (const QString &include : includesOf(source.text, u"quoted"_s)) {
                if (!include.startsWith(u"core/prompt/language/"_s) && !include.startsWith(u"core/base/"_s) && !include.startsWith(u"core/tokens/"_s))
                    wrong.append(source.path + u" includes "_s + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void layersPointOneWay()
    {
        QStringList wrong;
        for (const Source &source : sourcesUnder(u"ui"_s)) {
            for (const QString &include : includesOf(source.text, u"quoted"_s)) {
                if (include.startsWith(u"app/"_s) || include.startsWith(u"tests/"_s))
                    wrong.append(source.path + u" includes "_s + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void aPageNeverIncludesAnotherPage()
    {
        QStringList wrong;
        for (const Source &source : sourcesUnder(u"ui/pages"_s)) {
            const QString folder = source.path.section(u'/', 0, 2);
            for (const QString &include : includesOf(source.text, u"quoted"_s)) {
                if (include.startsWith(u"ui/pages/"_s) && include.count(u'/') > 2 && include.section(u'/', 0, 2) != folder)
                    wrong.append(source.path + u" includes "_s + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void coreKnowsNoWindow()
    {
        static const QRegularExpression gui(
            u"^(QtGui|QtWidgets|QWidget|QColor|QFont|QIcon|QPixmap|QPainter|QAction|QApplication|QGuiApplication|QBrush|QPalette|QImage|KSyntaxHighlighting)"_s);
        QStringList wrong;
        for (const Source &source : sourcesUnder(u"core"_s)) {
            for (const QString &include : includesOf(source.text, u"angled"_s)) {
                if (gui.match(include).hasMatch())
                    wrong.append(source.path + u" includes "_s + include);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void sqlStandsInStoreAlone()
    {
        static const QRegularExpression sql(u"#\\s*include\\s+<(QSql[A-Za-z]*|QtSql|sqlite3\\.h)|\\b(SELECT .* FROM|INSERT INTO|DELETE FROM|PRAGMA [a-z])\\b"_s);
        QStringList wrong;
        for (const auto *layer : {"core", "ui", "app"}) {
            for (const Source &source : sourcesUnder(QString::fromLatin1(layer))) {
                if (!source.path.startsWith(u"core/store/"_s) && sql.match(source.text).hasMatch())
                    wrong.append(source.path);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
