// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/failures.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestFailures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsKind_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("server") << u"server_error"_s << ErrorKind::serverError;
        QTest::newRow("rate") << u"rate_limit_exceeded"_s << ErrorKind::rateLimit;
        QTest::newRow("quota") << u"insufficient_quota"_s << ErrorKind::quota;
        QTest::newRow("prompt") << u"invalid_prompt"_s << ErrorKind::contentFilter;
        QTest::newRow("policy") << u"bio_policy"_s << ErrorKind::contentFilter;
        QTest::newRow("image") << u"image_too_large"_s << ErrorKind::badRequest;
        QTest::newRow("another image") << u"invalid_base64_image"_s << ErrorKind::badRequest;
        QTest::newRow("context") << u"context_length_exceeded"_s << ErrorKind::contextTooLong;
        QTest::newRow("parameter") << u"unsupported_parameter"_s << ErrorKind::badRequest;
        QTest::newRow("store") << u"vector_store_timeout"_s << ErrorKind::serverError;
        QTest::newRow("unknown") << u"something_new"_s << ErrorKind::serverError;
    }

    void everyCodeHasItsKind()
    {
        QFETCH(const QString, code);
        QFETCH(const ErrorKind, kind);
        const QString flat = uR"({"type":"error","code":"%1","message":"Invented.","param":null,"sequence_number":5})"_s.arg(code);
        const QString nested = uR"({"status":"failed","error":{"code":"%1","message":"Invented."}})"_s.arg(code);
        for (const QString &form : {flat, nested}) {
            const Error error = provider::responses::failureIn(*parseJson(form));
            QCOMPARE(toText(error.kind), toText(kind));
            QVERIFY(error.message.endsWith(u"Invented."));
        }
    }
};

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
