// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/yamlwriter.h"

#include "core/importexport/yaml.h"
#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

class TestYamlWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersStandOneALine()
    {
        const Json json = *parseJson(uR"({"prompt":"triage","count":3,"note":"It is: so","list":["a",{"b":1,"c":[]},["x"]],"empty":{},"deep":{"a":{"b":null}}})");
        QCOMPARE(
            yamlMembers(json), QByteArray("prompt: triage\ncount: 3\nnote: \"It is: so\"\nlist:\n  - a\n  - b: 1\n    c: []\n  -\n    - x\nempty: {}\ndeep:\n  a:\n    b: null\n"));
        QCOMPARE(*jsonFromYaml(yamlMembers(json)), json);
    }

    void longTextsStandAsBlocksWhereWanted()
    {
        const Json json = *parseJson(uR"({"a":[{"text":"one\n\n  two\n"},"x\ny"],"c":" x\ny","b":"a\n"})");
        QCOMPARE(yamlMembers(json, YamlTexts::blocks), QByteArray("a:\n  - text: |\n      one\n\n        two\n  - |-\n    x\n    y\nc: \" x\\ny\"\nb: |\n  a\n"));
        QCOMPARE(*jsonFromYaml(yamlMembers(json, YamlTexts::blocks)), json);
    }

    void everyValueComesBack_data()
    {
        QTest::addColumn<QString>("json");
        const QStringList values{u"\"\""_s, u"\" \""_s, u"\"true\""_s, u"\"No\""_s, u"\"null\""_s, u"\"~\""_s, u"\"1\""_s, u"\"1e5\""_s, u"\"0x1f\""_s, u"\".5\""_s, u"\"a: b\""_s,
            u"\"a #b\""_s, u"\"- a\""_s, u"\"a-\""_s, u"\"a:\""_s, u"\"?\""_s, u"\"*x\""_s, u"\"&x\""_s, u"\"!x\""_s, u"\"'\""_s, u"\"\\\"\""_s, u"\"\\\\\""_s, u"\"a\\nb\""_s,
            u"\"a\\n\\n\""_s, u"\"\\n\""_s, u"\"\\u0000\\u0001\\u0085\\u2028\\ufeff\\uffff\""_s, u"\"\\r\\n\""_s, u"\"\\t\""_s, u"\"é😀\""_s, u"\"---\""_s, u"\"...\""_s,
            u"\"=\""_s, u"\"<<\""_s, u"\"{{ x }}\""_s, u"\"[a]\""_s, u"\"2026-11-27T14:02:11.123Z\""_s, u"\"2026-11-27\""_s, u"0"_s, u"-1"_s, u"1.5"_s, u"1.0"_s, u"1e-7"_s,
            u"1e300"_s, u"9223372036854775807"_s, u"true"_s, u"null"_s, u"[]"_s, u"{}"_s, u"[[]]"_s, u"[{}]"_s, u"[[1,[2]],{\"a\":{\"b\":[{\"c\":1}]}}]"_s, u"{\"\":1}"_s,
            u"{\"a b\":1,\"c: d\":2,\"1\":3,\"true\":4,\"x\\ny\":5}"_s, u"\"I-\""_s, u"\"ends with blank \""_s, u"\"a  b\""_s, u"\"😀\\u200f\""_s};
        for (const QString &value : values)
            QTest::addRow("%s", qPrintable(value)) << value;
    }

    void everyValueComesBack()
    {
        QFETCH(QString, json);
        const Json value = *parseJson(QStringView(json));
        Json object(jsoncons::json_object_arg);
        object.insert_or_assign("first", value);
        object.insert_or_assign("list", *parseJson(QStringView(QString(u"["_s + json + u"]"_s))));
        for (const YamlTexts texts : {YamlTexts::lines, YamlTexts::blocks}) {
            const auto back = jsonFromYaml(yamlMembers(object, texts));
            VERIFY_OK(back);
            QCOMPARE(toJson(*back), toJson(object));
        }
    }
};

QTEST_GUILESS_MAIN(TestYamlWriter)
#include "tst_yamlwriter.moc"
