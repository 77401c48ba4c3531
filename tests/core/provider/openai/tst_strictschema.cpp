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

/// An object with one member "a".
QString withMember(const QString &schema, const QString &more = {})
{
    return u"{'type':'object','properties':{'a':%1},'required':['a'],'additionalProperties':false%2}"_s.arg(schema, more);
}

QString objectOf(const QString &name)
{
    return u"{'type':'object','properties':{'%1':{'type':'string'}},'required':['%1'],'additionalProperties':false}"_s.arg(name);
}

/// So many objects and lists inside each other.
QString nested(int levels)
{
    QString schema = u"{'type':'string'}"_s;
    for (int i = 0; i < levels; ++i)
        schema = i % 2 == 0 ? withMember(schema) : u"{'type':['array','null'],'items':%1}"_s.arg(schema);
    return schema;
}

/// One object in another one: one more than `count` in all.
QString manyProperties(int count)
{
    QStringList properties;
    QStringList names;
    for (int i = 0; i < count; ++i) {
        names.append(u"'p%1'"_s.arg(i));
        properties.append(names.last() + u":{'type':'string'}"_s);
    }
    return withMember(u"{'type':'object','properties':{%1},'required':[%2],'additionalProperties':false}"_s.arg(properties.join(u','), names.join(u',')));
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
            << u"{'type':'object','properties':{'a':{'type':'string','pattern':'^x'},'b':{'type':['integer','null']},'c':{'type':'string','enum':['x']}},'required':['c','b','a'],'additionalProperties':false}"_s;
        QTest::newRow("a member named as a keyword") << u"{'type':'object','properties':{'oneOf':{'type':'string'}},'required':['oneOf'],'additionalProperties':false}"_s;
        QTest::newRow("a list of parts")
            << u"{'$schema':'x','type':'object','properties':{'list':{'type':'array','items':{'$ref':'#/$defs/part'}}},'required':['list'],'additionalProperties':false,'$defs':{'part':{'anyOf':[{'type':'null'},{'type':'integer','const':1}]}}}"_s;
        const auto row = [](const char *name, const QString &schema) { QTest::newRow(name) << schema; };
        for (const QString &format : {u"date-time"_s, u"time"_s, u"date"_s, u"duration"_s, u"email"_s, u"hostname"_s, u"ipv4"_s, u"ipv6"_s, u"uuid"_s})
            row(qPrintable(u"the format "_s + format), withMember(u"{'type':'string','format':'%1'}"_s.arg(format)));
        row("itself below", withMember(u"{'anyOf':[{'type':'null'},{'$ref':'#'}]}"_s));
        row("objects that begin otherwise", withMember(u"{'description':'x','anyOf':[%1,%2]}"_s.arg(objectOf(u"kind"_s), objectOf(u"sort"_s))));
        row("five levels", withMember(nested(4)));
        row("a hundred properties", manyProperties(99));
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
        row("an open object", u"{'type':'object'}"_s, u"its root: there is no \"additionalProperties\": false"_s);
        row("a member that may be missing", u"{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a'],'additionalProperties':false}"_s,
            u"its root: \"b\" is not in \"required\""_s);
        row("nothing required", u"{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}"_s, u"its root: \"a\" is not in \"required\""_s);
        row("a list", u"{'type':'array'}"_s, u"its root: its type is not \"object\""_s);
        row("one of several", u"{'anyOf':[]}"_s, u"its root: its type is not \"object\""_s);
        row("true", u"true"_s, u"its root: its type is not \"object\""_s);
        row("an open object below", withMember(u"{'type':['object','null']}"_s), u"/properties/a: there is no \"additionalProperties\": false"_s);
        row("in items", withMember(u"{'type':'array','items':{'type':'object'}}"_s), u"/properties/a/items: there is no \"additionalProperties\": false"_s);
        row("in one of several", withMember(u"{'anyOf':[{'type':'null'},{'type':'object'}]}"_s), u"/properties/a/anyOf/1: there is no \"additionalProperties\": false"_s);
        row("a keyword", withMember(u"{'oneOf':[{'type':'null'}]}"_s), u"/properties/a: \"oneOf\" is not in the subset"_s);
        row("a default", withMember(u"{'type':'string','default':'x'}"_s), u"/properties/a: \"default\" is not in the subset"_s);
        row("no type", withMember(u"{}"_s), u"/properties/a: there is no \"type\""_s);
        row("anything", withMember(u"true"_s), u"/properties/a: it is no object with a type"_s);
        row("beside a reference", withMember(u"{'$ref':'#','description':'x'}"_s), u"/properties/a: something stands beside \"$ref\""_s);
        row("members that are a list", u"{'type':'object','properties':[],'additionalProperties':false}"_s, u"its root: \"properties\" is no object"_s);
        row("several at the root", withMember(u"{'type':'string'}"_s, u",'anyOf':[{'type':'object'}]"_s), u"its root: there is \"anyOf\""_s);
        row("another format", withMember(u"{'type':'string','format':'uri'}"_s), u"/properties/a: the format \"uri\" is not in the subset"_s);
        row("a list of anything", withMember(u"{'type':'array'}"_s), u"/properties/a: there is a list without \"items\""_s);
        row("perhaps a list of anything", withMember(u"{'type':['null','array']}"_s), u"/properties/a: there is a list without \"items\""_s);
        row("six levels", withMember(nested(5)), u"/properties/a/properties/a/items/properties/a/items: it is more than 5 levels deep"_s);
        row("too many properties", manyProperties(100), u"/properties/a: there are more than 100 properties in all"_s);
        row("values without a type", withMember(u"{'enum':['x']}"_s), u"/properties/a: there is no \"type\""_s);
        row("a value without a type", withMember(u"{'const':1}"_s), u"/properties/a: there is no \"type\""_s);
        row("what is required is not there", u"{'type':'object','properties':{'a':{'type':'string'}},'required':['a','b'],'additionalProperties':false}"_s,
            u"its root: \"required\" has \"b\", which is no property"_s);
        row("what is required of nothing", u"{'type':'object','required':[1],'additionalProperties':false}"_s, u"its root: \"required\" has 1, which is no property"_s);
        row("a name is required", u"{'type':'object','properties':{},'required':'a','additionalProperties':false}"_s, u"its root: \"required\" is no list"_s);
        row("members beside one of several", withMember(u"{'anyOf':[{'type':'null'}],'properties':{'b':{}}}"_s), u"/properties/a: \"properties\" stands beside \"anyOf\""_s);
        row("members of a text", withMember(u"{'type':'string','properties':{'b':{}}}"_s), u"/properties/a: there is \"properties\" without the type \"object\""_s);
        row("one of none", withMember(u"{'anyOf':[]}"_s), u"/properties/a: \"anyOf\" is no list of schemas"_s);
        row("objects that begin alike", withMember(u"{'anyOf':[%1,{'type':'null'},%1]}"_s.arg(objectOf(u"kind"_s))),
            u"/properties/a: two objects of \"anyOf\" begin with \"kind\""_s);
        row("objects that begin alike, one in a part",
            withMember(u"{'anyOf':[{'$ref':'#/$defs/p'},%1]}"_s.arg(objectOf(u"kind"_s)), u",'$defs':{'p':%1}"_s.arg(objectOf(u"kind"_s))),
            u"/properties/a: two objects of \"anyOf\" begin with \"kind\""_s);
        row("one of several in another", withMember(u"{'anyOf':[{'anyOf':[{'type':'null'}]}]}"_s), u"/properties/a: \"anyOf\" has one that is no plain schema"_s);
        row("a part that is itself", withMember(u"{'anyOf':[{'$ref':'#/$defs/p'}]}"_s, u",'$defs':{'p':{'$ref':'#/$defs/p'}}"_s),
            u"/properties/a: \"anyOf\" has one that is no plain schema"_s);
        row("a part that is not there", withMember(u"{'$ref':'#/$defs/p'}"_s), u"/properties/a: \"$ref\" leads to no part of the schema"_s);
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
