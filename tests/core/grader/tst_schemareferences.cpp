// SPDX-License-Identifier: GPL-3.0-or-later
// References of a JSON Schema: what is none, and what is wrong with one. Schemas stand in single quotes here.
#include "core/grader/schema.h"
#include "tests/core/grader/grading.h"

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

QString quoted(QString json)
{
    return json.replace(u'\'', u'"');
}

Json json(const QString &schema)
{
    const auto parsed = parseJson(QStringView(quoted(schema)));
    if (!parsed)
        qFatal("%s", qPrintable(schema));
    return *parsed;
}

QString isJson(const QString &schema)
{
    return quoted(u"{'type':'is-json','value':"_s + schema + u'}');
}

} // namespace

class TestSchemaReferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReferenceToWhatIsNoSchemaIsToldWithItsPlace_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("told");
        QTest::newRow("a text") << u"{'title':'t','properties':{'x':{'$ref':'#/title'}}}"_s << u"/properties/x refers to \"#/title\", which is a text and no schema"_s;
        QTest::newRow("a number") << u"{'properties':{'z':{'minLength':3},'x':{'$ref':'#/properties/z/minLength'}}}"_s << u"which is a number and no schema"_s;
        QTest::newRow("a list") << u"{'required':['x'],'properties':{'x':{'$ref':'#/required'}}}"_s << u"which is a list and no schema"_s;
        QTest::newRow("names and their schemas") << u"{'$defs':{'a':true},'properties':{'x':{'$ref':'#/$defs'}}}"_s << u"where no schema is looked for"_s;
        QTest::newRow("a keyword of somebody's own") << u"{'components':{'a':{}},'properties':{'x':{'$ref':'#/components/a'}}}"_s << u"where no schema is looked for"_s;
        QTest::newRow("an example") << u"{'examples':[{'type':'string'}],'properties':{'x':{'$ref':'#/examples/0'}}}"_s << u"where no schema is looked for"_s;
        QTest::newRow("a name that stands in an example") << u"{'examples':[{'$id':'a.json'}],'properties':{'x':{'$ref':'a.json'}}}"_s << u"which is not in it"_s;
        QTest::newRow("nothing") << u"{'properties':{'x':{'$ref':''}}}"_s << u"/properties/x has a \"$ref\" that is empty"_s;
        QTest::newRow("nothing, from the root") << u"{'$ref':''}"_s << u"its root has a \"$ref\" that is empty"_s;
        QTest::newRow("no text") << u"{'properties':{'a/b':{'$ref':5}}}"_s << u"/properties/a~1b has a \"$ref\" that is no text"_s;
        QTest::newRow("a very long text") << u"{'properties':{'x':{'$ref':'#%1'}}}"_s.arg(u"/properties/x"_s.repeated(80))
                                          << u"/properties/x has a \"$ref\" of more than 1000 characters"_s;
        QTest::newRow("itself, below a word that is no address") << u"{'$defs':{'a':{'id':'A','allOf':[{'$ref':'#/$defs/a'}]}},'$ref':'#/$defs/a'}"_s
                                                                 << u"/$defs/a refers to itself in a circle"_s;
        QTest::newRow("itself, below a name") << QString(u"{'$schema':'http://json-schema.org/draft-07/schema#','definitions':{'a':{'$id':'#A','allOf':[{'$ref':'#/definitions/a'}]}},"
                                                         "'allOf':[{'$ref':'#/definitions/a'}]}"_s)
                                              << u"/definitions/a refers to itself in a circle"_s;
        QTest::newRow("itself") << u"{'$defs':{'a':{'anyOf':[{'$ref':'#/$defs/a'}]}}}"_s << u"/$defs/a refers to itself in a circle"_s;
    }

    void aReferenceToWhatIsNoSchemaIsToldWithItsPlace()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, told);
        const auto checked = grader::checkSchema(json(schema));
        VERIFY_FAILS(checked, "invalid-input");
        QVERIFY2(checked.error().message.contains(told), qPrintable(checked.error().message));
        QVERIFY(!checked.error().hint.isEmpty());
    }

    void whatIsLikeAReferenceInDataIsNone_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("state");
        const QString data = u"{'$ref':'#/nowhere'}"_s;
        QTest::newRow("an example") << u"{'examples':[{'$ref':'#/nowhere'}]}"_s << data << u"passed"_s;
        QTest::newRow("an example of itself") << u"{'examples':[{'$ref':'#/examples/0'}]}"_s << data << u"passed"_s;
        QTest::newRow("a default of itself") << u"{'properties':{'x':{'default':{'$ref':'#/properties/x/default'}}}}"_s << data << u"passed"_s;
        QTest::newRow("a default that is no reference") << u"{'default':{'$ref':5}}"_s << data << u"passed"_s;
        QTest::newRow("a value") << u"{'const':{'$ref':'#/nowhere'}}"_s << data << u"passed"_s;
        QTest::newRow("another value") << u"{'const':{'$ref':'#/const'}}"_s << data << u"failed"_s;
        QTest::newRow("one of a list") << u"{'enum':[1,{'$ref':'#/nowhere'}]}"_s << data << u"passed"_s;
        QTest::newRow("members that are called so")
            << u"{'properties':{'$ref':{'type':'string'},'enum':{'$ref':'#/$defs/n'},'default':{'$ref':'#/$defs/n'}},'$defs':{'n':{'type':'number'}}}"_s
            << u"{'$ref':'x','enum':1,'default':'x'}"_s << u"failed"_s;
    }

    void whatIsLikeAReferenceInDataIsNone()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, output);
        QFETCH(const QString, state);
        VERIFY_OK(grader::checkAssertion(assertionOf(isJson(schema))));
        COMPARE_GRADE(isJson(schema), quoted(output), state);
    }

    void aWrongReferenceIsToldAndNotTheDataBesideIt()
    {
        const auto checked = grader::checkSchema(json(u"{'examples':[{'$ref':'#/nowhere'}],'properties':{'x':{'$ref':'#/wrong'}}}"_s));
        VERIFY_FAILS(checked, "invalid-input");
        QVERIFY2(checked.error().message.contains(u"/properties/x refers to \"#/wrong\""), qPrintable(checked.error().message));
    }

    void beforeDraft2019AKeywordOfSomebodysOwnCanBeReferredTo()
    {
        const QString schema = u"{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'x':{'$ref':'#/components/a'}},'components':%1}"_s;
        const QString plain = schema.arg(u"{'a':{'type':'string'}}"_s);
        VERIFY_OK(grader::checkSchema(json(plain)));
        COMPARE_GRADE(isJson(plain), quoted(u"{'x':1}"_s), u"failed"_s);
        const QString circle = schema.arg(u"{'a':{'items':{'$ref':'#/components/b'}},'b':{'allOf':[{'$ref':'#/components/b'}]}}"_s);
        VERIFY_FAILS(grader::checkSchema(json(circle)), "invalid-input");
    }
};

QTEST_GUILESS_MAIN(TestSchemaReferences)
#include "tst_schemareferences.moc"
