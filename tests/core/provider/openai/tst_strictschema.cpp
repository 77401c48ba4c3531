// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/strictschema.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

namespace {

/// Of JSON with ' for ".
QString misfitOf(QString schema)
{
    return strictMisfit(*parseJson(QStringView(schema.replace(u'\'', u'"'))));
}

} // namespace

class TestStrictSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatOpenAiTakesFits_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::newRow("no members") << u"{'type':'object','additionalProperties':false}"_s;
        QTest::newRow("members")
            << u"{'type':'object','properties':{'a':{'type':'string','pattern':'^x'},'b':{'type':['integer','null']},'c':{'enum':['x']}},'required':['c','b','a'],'additionalProperties':false}"_s;
        QTest::newRow("a member named as a keyword") << u"{'type':'object','properties':{'oneOf':{'type':'string'}},'required':['oneOf'],'additionalProperties':false}"_s;
        QTest::newRow("a list of parts")
            << u"{'$schema':'x','type':'object','properties':{'list':{'type':'array','items':{'$ref':'#/$defs/part'}}},'required':['list'],'additionalProperties':false,'$defs':{'part':{'anyOf':[{'type':'null'},{'const':1}]}}}"_s;
    }

    void whatOpenAiTakesFits()
    {
        QFETCH(const QString, schema);
        QCOMPARE(misfitOf(schema), QString());
    }

    void whatItRefusesIsToldWithItsPlace_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const QString &schema, const QString &told) { QTest::newRow(name) << schema << told; };
        const auto member = [](const QString &schema) { return u"{'type':'object','properties':{'a':%1},'required':['a'],'additionalProperties':false}"_s.arg(schema); };
        row("an open object", u"{'type':'object'}"_s, u"its root: there is no \"additionalProperties\": false"_s);
        row("a member that may be missing", u"{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a'],'additionalProperties':false}"_s,
            u"its root: \"b\" is not in \"required\""_s);
        row("nothing required", u"{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}"_s, u"its root: \"a\" is not in \"required\""_s);
        row("a list", u"{'type':'array'}"_s, u"its root: its type is not \"object\""_s);
        row("one of several", u"{'anyOf':[]}"_s, u"its root: its type is not \"object\""_s);
        row("true", u"true"_s, u"its root: its type is not \"object\""_s);
        row("an open object below", member(u"{'type':['object','null']}"_s), u"/properties/a: there is no \"additionalProperties\": false"_s);
        row("in items", member(u"{'type':'array','items':{'type':'object'}}"_s), u"/properties/a/items: there is no \"additionalProperties\": false"_s);
        row("in one of several", member(u"{'anyOf':[{'type':'null'},{'type':'object'}]}"_s), u"/properties/a/anyOf/1: there is no \"additionalProperties\": false"_s);
        row("a keyword", member(u"{'oneOf':[{'type':'null'}]}"_s), u"/properties/a: \"oneOf\" is not in the subset"_s);
        row("a default", member(u"{'type':'string','default':'x'}"_s), u"/properties/a: \"default\" is not in the subset"_s);
        row("no type", member(u"{}"_s), u"/properties/a: there is no \"type\""_s);
        row("anything", member(u"true"_s), u"/properties/a: it is no object with a type"_s);
        row("beside a reference", member(u"{'$ref':'#','description':'x'}"_s), u"/properties/a: something stands beside \"$ref\""_s);
        row("members that are a list", u"{'type':'object','properties':[],'additionalProperties':false}"_s, u"its root: \"properties\" is no object"_s);
        row("in a part", u"{'type':'object','additionalProperties':false,'$defs':{'p':{'type':'object'}}}"_s, u"/$defs/p: there is no \"additionalProperties\": false"_s);
    }

    void whatItRefusesIsToldWithItsPlace()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, told);
        QCOMPARE(misfitOf(schema), told);
    }
};

QTEST_GUILESS_MAIN(TestStrictSchema)
#include "tst_strictschema.moc"
