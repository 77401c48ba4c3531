// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/requestbody.h"

#include "core/provider/openai/requestbody.h"
#include "core/provider/responses/responsesapi.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;
using tokens::Role;

namespace {

QByteArray bodyOf(const ChatRequest &request, const QString &options = u"{}"_s)
{
    ProviderConfig config;
    config.kind = u"openai-responses"_s;
    config.options = *parseJson(options);
    return responses::requestBody(request, *responses::readOptions(config));
}

ChatRequest minimal()
{
    ChatRequest request;
    request.model = u"gpt-4o"_s;
    request.messages = {{.role = Role::user, .text = u"Hi"_s}};
    request.stream = false;
    return request;
}

} // namespace

class TestRequestBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsSetIsSentAndNothingIsStored() { QCOMPARE(bodyOf(minimal()), R"({"model":"gpt-4o","input":[{"role":"user","content":"Hi"}],"store":false})"); }

    void everythingHasItsPlace()
    {
        ChatRequest request = minimal();
        request.messages = {{.role = Role::system, .text = u"Be \"brief\""_s}, {.role = Role::user, .text = u"a"_s}, {.role = Role::assistant, .text = u"b"_s},
            {.role = Role::system, .text = u"now"_s}, {.role = Role::user, .text = u"🪶"_s}};
        request.temperature = 0.2;
        request.topP = 0.9;
        request.maxOutputTokens = 64;
        request.seed = 7;
        request.stop = {u"###"_s};
        request.format = OutputFormat::jsonSchema;
        request.schema = *parseJson(uR"({"type":"object"})"_s);
        request.tools = {{.name = u"f"_s, .description = u"F"_s, .parameters = *parseJson(uR"({"type":"object"})"_s)}};
        request.toolChoice = u"f"_s;
        request.markCache = true;
        request.stream = true;
        QCOMPARE(bodyOf(request),
            QByteArray("{\"model\":\"gpt-4o\",\"instructions\":\"Be \\\"brief\\\"\",\"input\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
                       "{\"role\":\"system\",\"content\":\"now\"},{\"role\":\"user\",\"content\":\"🪶\"}],\"temperature\":0.2,\"top_p\":0.9,\"max_output_tokens\":64,"
                       "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\",\"schema\":{\"type\":\"object\"},\"strict\":false}},"
                       "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"description\":\"F\",\"parameters\":{\"type\":\"object\"},\"strict\":false}],"
                       "\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"},\"prompt_cache_key\":\"KEY\",\"store\":false,\"stream\":true,"
                       "\"stream_options\":{\"include_obfuscation\":false}}")
                .replace("KEY", openai::cacheKey(request).toUtf8()));
    }

    void reasoningModelsTakeNoSampling()
    {
        ChatRequest request = minimal();
        request.model = u"gpt-5.1"_s;
        request.temperature = 0.2;
        request.topP = 0.9;
        QCOMPARE(bodyOf(request), R"({"model":"gpt-5.1","input":[{"role":"user","content":"Hi"}],"store":false})");
        request.reasoningEffort = u"high"_s;
        QCOMPARE(bodyOf(request), R"({"model":"gpt-5.1","input":[{"role":"user","content":"Hi"}],"reasoning":{"effort":"high"},"store":false})");
        request.reasoningEffort = u"none"_s;
        QVERIFY(bodyOf(request).contains(R"("temperature":0.2,"top_p":0.9,"reasoning":{"effort":"none"})"));
    }

    void aLateSystemMessageOfAReasoningModelIsTheDevelopers()
    {
        ChatRequest request = minimal();
        request.model = u"o3"_s;
        request.messages = {{.role = Role::user, .text = u"a"_s}, {.role = Role::system, .text = u"b"_s}};
        QVERIFY(bodyOf(request).contains(R"([{"role":"user","content":"a"},{"role":"developer","content":"b"}])"));
    }

    void aSystemMessageAloneIsInput()
    {
        ChatRequest request = minimal();
        request.messages = {{.role = Role::system, .text = u"Say something"_s}};
        QVERIFY(bodyOf(request).contains(R"("input":[{"role":"system","content":"Say something"}])"));
        QVERIFY(!bodyOf(request).contains("instructions"));
    }

    void jsonModeAndWordsOfToolChoice()
    {
        ChatRequest request = minimal();
        request.format = OutputFormat::json;
        QVERIFY(bodyOf(request).contains(R"("text":{"format":{"type":"json_object"}})"));
        request.tools = {{.name = u"f"_s}};
        request.toolChoice = u"required"_s;
        QVERIFY(bodyOf(request).contains(R"("tool_choice":"required")"));
        QVERIFY(bodyOf(request, uR"({"body":{"service_tier":"flex"}})"_s).endsWith(R"("store":false,"service_tier":"flex"})"));
    }
};

QTEST_GUILESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
