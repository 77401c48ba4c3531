// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scanlikely.h"
#include "tests/core/secrets/scanvalues.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assay::secrets;
using namespace assay::test;

namespace {

/// "rule@start-end" of each finding, "!" behind a reserved one.
QString shown(QStringView text)
{
    QStringList all;
    for (const ScanFinding &finding : scan(text))
        all.append(u"%1@%2-%3%4"_s.arg(finding.rule, QString::number(finding.start), QString::number(finding.end), finding.isReserved ? u"!"_s : QString()));
    return all.join(u' ');
}

/// Rules and what they found, for secrets that stand within something.
QString values(const QString &text)
{
    QStringList all;
    for (const ScanFinding &finding : scan(text))
        all.append(finding.rule + u": "_s + text.sliced(finding.start, finding.end - finding.start));
    return all.join(u", "_s);
}

QString base64Url(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString webToken(const QByteArray &header)
{
    return base64Url(header) + u'.' + base64Url(R"({"sub":"1"})") + u'.' + characters(43);
}

QString privateKey(const QString &type, const QString &lineEnd, qsizetype size = 120)
{
    return u"-----BEGIN "_s + type + u"PRIVATE KEY-----"_s + lineEnd + characters(size / 2) + lineEnd + characters(size - size / 2, kAlnum, 2) + lineEnd + u"-----END "_s + type
        + u"PRIVATE KEY-----"_s;
}

} // namespace

class TestScan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsFoundByItsShape_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("fits");
        QTest::addColumn<QString>("tooShort");
        QTest::addColumn<QString>("tooLong");
        for (const Shaped &key : shapedKeys())
            QTest::addRow("%s, %s…", key.rule, key.fits.left(8).toUtf8().constData()) << QString::fromLatin1(key.rule) << key.fits << key.tooShort << key.tooLong;
    }

    void aKeyIsFoundByItsShape()
    {
        QFETCH(const QString, rule);
        QFETCH(const QString, fits);
        QFETCH(const QString, tooShort);
        QFETCH(const QString, tooLong);
        const QString whole = rule + u": "_s + fits;
        QCOMPARE(values(fits), whole);
        QCOMPARE(values(u"key "_s + fits + u"."_s), whole);
        QCOMPARE(values(u"{\"k\":\""_s + fits + u"\"}"_s), whole);
        QCOMPARE(values(u"see `"_s + fits + u"`, please"_s), whole);
        QCOMPARE(values(u"キー"_s + fits + u"を"_s), whole);
        QCOMPARE(values(u"(\\\""_s + fits + u"\\\")"_s), whole);
        QCOMPARE(values(u"line\\n"_s + fits + u"\\nline"_s), whole);
        QCOMPARE(values(u"a%20"_s + fits + u"%0A"_s), whole);
        QCOMPARE(values(fits + u' ' + fits), whole + u", "_s + whole);
        QCOMPARE(values(QChar(0) + fits + QChar(0)), whole);
        QCOMPARE(values(u"a"_s + fits), QString());
        QCOMPARE(values(u"_"_s + fits), QString());
        QCOMPARE(values(tooShort), QString());
        QCOMPARE(values(tooLong), QString());
    }

    void aKeyInTheOtherCaseOrOfOneCharacterOrAPlaceholderIsNone_data() { aKeyIsFoundByItsShape_data(); }

    void aKeyInTheOtherCaseOrOfOneCharacterOrAPlaceholderIsNone()
    {
        QFETCH(const QString, rule);
        QFETCH(const QString, fits);
        QString other = fits;
        for (QChar &c : other)
            c = c.isLower() ? c.toUpper() : c.toLower();
        QVERIFY(!values(other).contains(rule));
        const qsizetype tail = 18;
        QCOMPARE(values(fits.chopped(tail) + QString(tail, u'x')), QString());
        QString flat = fits;
        for (qsizetype at = 8; at < flat.size(); ++at) {
            if (flat.at(at).isLetterOrNumber())
                flat[at] = u'7';
        }
        if (rule != u"slack_webhook" && rule != u"slack_token")
            QCOMPARE(values(flat), QString());
    }

    void secretsAreFoundByWhereTheyStand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const QString value = characters(24, kAlnum, 3);
        const QString aws = characters(38, kAlnum, 4) + u"/+"_s;
        const QString token = webToken(R"({"alg":"HS256","typ":"JWT"})");
        QTest::newRow("a web token") << token << u"jwt: "_s + token;
        QTest::newRow("a web token at the end of a sentence") << u"It is "_s + token + u"."_s << u"jwt: "_s + token;
        QTest::newRow("three parts without an algorithm") << webToken(R"({"typ":"JWT","x":1})") << QString();
        QTest::newRow("three parts of no JSON") << u"eyJh"_s + characters(10) + u".abcd."_s + characters(12) << QString();
        QTest::newRow("a token in a header goes by its own shape") << u"Authorization: Bearer "_s + token << u"jwt: "_s + token;
        QTest::newRow("a header") << u"Authorization: Bearer "_s + value << u"bearer_header: "_s + value;
        QTest::newRow("a header as JSON") << u"{\"authorization\": \"Bearer "_s + value + u"\"}"_s << u"bearer_header: "_s + value;
        QTest::newRow("a header set in Python") << u"headers[\"Authorization\"] = 'Bearer "_s + value + u"'"_s << u"bearer_header: "_s + value;
        QTest::newRow("a header, percent-encoded") << u"Authorization%3A%20Bearer%20"_s + value << u"bearer_header: "_s + value;
        QTest::newRow("a bearer without the header") << u"The bearer "_s + value << QString();
        QTest::newRow("a header's variable") << u"Authorization: Bearer ${TOKEN_OF_THE_PROJECT}"_s << QString();
        QTest::newRow("a header's short value") << u"Authorization: Bearer abcdef"_s << QString();
        QTest::newRow("AWS by its variable") << u"AWS_SECRET_ACCESS_KEY="_s + aws << u"aws_secret_key: "_s + aws;
        QTest::newRow("AWS by its words") << u"aws secret access key: "_s + aws << u"aws_secret_key: "_s + aws;
        QTest::newRow("AWS without the name") << u"value="_s + aws << QString();
        QTest::newRow("AWS, one too long") << u"AWS_SECRET_ACCESS_KEY="_s + aws + u"a"_s << QString();
        QTest::newRow("AWS far from the name") << u"aws"_s + QString(40, u' ') + u": "_s + aws << QString();
        QTest::newRow("a quoted AWS key is no mere assignment") << u"aws_secret = \""_s + aws + u"\""_s << u"aws_secret_key: "_s + aws;
        QTest::newRow("a password in an address") << u"postgres://ada:s3cr3t@db.local/x"_s << u"url_userinfo: s3cr3t"_s;
        QTest::newRow("a user in an address") << u"https://ada@db.local/x"_s << QString();
        QTest::newRow("a password left out of an address") << u"https://ada:***@db.local/x"_s << QString();
        QTest::newRow("a variable in an address") << u"https://ada:${PASSWORD}@db.local/x"_s << QString();
        QTest::newRow("a port is no password") << u"http://localhost:11434/v1 and me@x.dev"_s << u"email: me@x.dev"_s;
        QTest::newRow("a key in a query") << u"https://x.dev/v1?a=1&api_key="_s + value + u"&b=2"_s << u"url_query_key: "_s + value;
        QTest::newRow("a short key in a query") << u"https://x.dev/v1?key=abc"_s << QString();
        QTest::newRow("an assignment") << u"db_password = \""_s + value + u"\""_s << u"generic_assignment: "_s + value;
        QTest::newRow("an assignment in JSON") << u"{\"clientSecret\":\""_s + value + u"\"}"_s << u"generic_assignment: "_s + value;
        QTest::newRow("an assignment in JSON in JSON") << u"{\\\"apiKey\\\": \\\""_s + value + u"\\\"}"_s << u"generic_assignment: "_s + value;
        QTest::newRow("an assignment without quotes") << u"password = "_s + value << QString();
        QTest::newRow("an assignment of few characters") << u"password = \"hunter2\""_s << QString();
        QTest::newRow("an assignment of one character") << u"password = \"aaaaaaaaaaaaaaaaaaaa\""_s << QString();
        QTest::newRow("an assignment of words") << u"password = \"the one that you know by heart\""_s << QString();
        QTest::newRow("a private key") << privateKey(u"RSA "_s, u"\n"_s) << u"pem_private_key: "_s + privateKey(u"RSA "_s, u"\n"_s);
        QTest::newRow("a private key in a text of JSON") << u"\""_s + privateKey({}, u"\\n"_s) + u"\""_s << u"pem_private_key: "_s + privateKey({}, u"\\n"_s);
        QTest::newRow("a private key of few characters") << privateKey({}, u"\n"_s, 40) << QString();
        QTest::newRow("where a private key begins") << u"-----BEGIN PRIVATE KEY-----"_s << QString();
        QTest::newRow("another end") << QString(privateKey({}, u"\n"_s)).replace(u"END "_s, u"END RSA "_s) << QString();
        QTest::newRow("a public key") << QString(privateKey({}, u"\n"_s)).replace(u"PRIVATE"_s, u"PUBLIC"_s) << QString();
        QTest::newRow("a commit") << u"token: \""_s + characters(40, kLowerHex) + u"\""_s << QString();
        QTest::newRow("a digest") << u"secret = \"sha256:"_s + characters(64, kLowerHex) + u"\""_s << QString();
        QTest::newRow("a UUID") << u"token = \"0f8fad5b-d9cb-469f-a165-70867728950e\""_s << QString();
        QTest::newRow("an image") << u"token: \"data:image/png;base64,"_s + characters(40) + u"\""_s << QString();
        QTest::newRow("a number of tokens") << u"max_tokens = \"4096\""_s << QString();
        QTest::newRow("an empty password") << u"password = \"\""_s << QString();
        QTest::newRow("what is redacted") << u"api_key = \"[REDACTED:generic_assignment]\""_s << QString();
        QTest::newRow("a template's variable") << u"api_key: \"{{customer.api_key|upper}}\""_s << QString();
        QTest::newRow("a public Stripe key") << u"pk"_s + u"_live_"_s + characters(24) << QString();
        QTest::newRow("a longer name that begins like npm's") << u"np"_s + u"m_"_s + characters(36) + u"_x"_s << QString();
    }

    void secretsAreFoundByWhereTheyStand()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, found);
        QCOMPARE(values(text), found);
    }

    void whatIsLikelyASecretIsFoundInATextThatSomebodyWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const QString key = u"sk-"_s + u"proj-"_s + characters(35);
        const QString marked = u"sk-"_s + u"proj-"_s + characters(20) + u"T3Bl"_s + u"bkFJ"_s + characters(20);
        const auto row = [](const char *name, const QString &text, const QString &found = {}) { QTest::newRow(name) << text << found; };
        row("a key without the mark", u"Use "_s + key + u"."_s, key);
        row("a key with the mark is the scan's", marked);
        row("a key within a word", u"a"_s + key);
        row("a name that begins as a key", u"sk-"_s + u"proj-the-name-of-a-project-of-ours"_s);
        row("a key to fill in", u"sk-"_s + u"proj-your-key-goes-Here-0123456789"_s);
        row("a password", u"password: hunter2!"_s, u"hunter2!"_s);
        row("a password at the end of a sentence", u"The password is Winter2026. Log in."_s, u"Winter2026"_s);
        row("a password in quotes", u"db_password = \"hunter2\""_s, u"hunter2"_s);
        row("a password in JSON", u"{\"password\": \"hunter2\"}"_s, u"hunter2"_s);
        row("a password of the environment", u"DB_PASSWORD=hunter2!"_s, u"hunter2!"_s);
        row("a long one is the scan's", u"password = \""_s + characters(24, kAlnum, 3) + u"\""_s);
        row("rules for passwords", u"password: at least 8 characters\nPassword: min. 12\npassword is hashed with sha256, password: sha256"_s);
        row("a variable", u"password: {{ password1 }} password=${PASSWORD_1} password = <password1>"_s);
        row("code", u"password = password1\npassword = read(arg1)\npassword: user1.password\npassword: string255"_s);
        row("words", u"password: incorrect. Password: required"_s);
    }

    void whatIsLikelyASecretIsFoundInATextThatSomebodyWrites()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, found);
        QStringList all;
        for (const ScanFinding &finding : likelySecrets(text)) {
            QVERIFY(!finding.isCertain && scanRules().contains(finding.rule));
            all.append(text.sliced(finding.start, finding.end - finding.start));
        }
        QCOMPARE(all.join(u' '), found);
    }

    void personalDataIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const QString &text, const QString &found = {}) { QTest::newRow(name) << text << found; };
        row("mail", u"Ask ada.l+x@mail.lovelace.io."_s, u"email@4-28"_s);
        row("mail next to other writing", u"宛先ada@lovelace.ioまで"_s, u"email@2-17"_s);
        row("mail in brackets", u"<ada@lovelace.io>"_s, u"email@1-16"_s);
        row("mail behind mailto", u"mailto:ada@lovelace.io"_s, u"email@7-22"_s);
        row("mail, percent-encoded", u"ada%40lovelace.io"_s, u"email@0-17"_s);
        row("mail after an escaped line end", u"\"Hi\\nada@lovelace.io\""_s, u"email@5-20"_s);
        row("mail of an example", u"ada@example.com b@x.test"_s, u"email@0-15! email@16-24!"_s);
        row("mail with two stops", u"a..b@lovelace.io"_s);
        row("mail with a stop before the sign", u"ada.@lovelace.io"_s);
        row("mail without a top", u"root@localhost"_s);
        row("mail with a digit in the top", u"ada@lovelace.i0"_s);
        row("mail with a hyphen at a label's end", u"ada@love-.io"_s);
        row("mail of 64 characters before the sign", QString(64, u'a') + u"@x.io"_s, u"email@0-69"_s);
        row("mail of 65 characters before the sign", QString(65, u'a') + u"@x.io"_s);
        row("a picture for fine screens", u"icon@2x.png"_s);
        row("a repository", u"git@host.io:a/b.git git@host.io/a"_s);
        row("the user of an address", u"https://ada@host.io/x"_s);
        row("card", u"Card 4539 1488 0343 6467."_s, u"credit_card@5-24"_s);
        row("card with hyphens", u"4539-1488-0343-6467"_s, u"credit_card@0-19"_s);
        row("card in a row", u"4539148803436467"_s, u"credit_card@0-16"_s);
        row("card of 15 digits for another issuer", u"371449635398431"_s, u"credit_card@0-15!"_s);
        row("card for tests", u"4111 1111 1111 1111"_s, u"credit_card@0-19!"_s);
        row("card with a wrong digit", u"4539148803436468"_s);
        row("card with two blanks", u"4539  1488 0343 6467"_s);
        row("card behind further digits", u"12 4539 1488 0343 6467"_s);
        row("card before further digits", u"4539 1488 0343 6467 12"_s);
        row("card behind a letter", u"x4539148803436467"_s);
        row("card behind letters and digits", u"x4 4539 1488 0343 6467"_s);
        row("card as a fraction", u"0.4539148803436467"_s);
        row("card of nobody", u"1234567890123452"_s);
        row("card of one digit", u"4444444444444444"_s);
        row("account", u"IBAN DE89 3704 0044 0532 0130 00 BIC"_s, u"iban@5-32"_s);
        row("account in a row", u"GB82WEST12345698765432"_s, u"iban@0-22"_s);
        row("account of Norway", u"NO9386011117947"_s, u"iban@0-15"_s);
        row("account with a wrong digit", u"DE89370400440532013001"_s);
        row("account in small letters", u"de89370400440532013000"_s);
        row("account, one too long", u"DE893704004405320130001"_s);
        row("account of no country", u"XX89370400440532013000"_s);
        row("SSN", u"SSN 536-22-8145"_s, u"us_ssn@4-15"_s);
        row("SSN with blanks", u"536 22 8145"_s, u"us_ssn@0-11"_s);
        row("SSN with two separators", u"536-22 8145"_s);
        row("SSN in a row", u"536228145"_s);
        row("SSN that is never given", u"000-22-8145 666-22-8145 900-22-8145 536-00-8145 536-22-0000"_s);
        row("SSN that everybody knows", u"078-05-1120 219-09-9999"_s);
        row("IPv4", u"from 84.17.45.9:8080,"_s, u"ipv4@5-15"_s);
        row("IPv4 with a mask", u"10.1.0.0/16"_s, u"ipv4@0-8"_s);
        row("IPv4 of an example", u"192.0.2.7 203.0.113.9"_s, u"ipv4@0-9! ipv4@10-21!"_s);
        row("five parts", u"1.2.3.4.5"_s);
        row("a part above 255", u"1.2.3.256"_s);
        row("a leading zero", u"1.2.3.04"_s);
        row("a version", u"v1.2.3.4, version 1.2.3.4, Version: 1.2.3.4"_s);
        row("a letter next to it", u"1.2.3.4a"_s);
        row("IPv6", u"at 2a02:8108:96c0::1f."_s, u"ipv6@3-21"_s);
        row("IPv6 in full", u"2a02:8108:96c0:0:1:2:3:4"_s, u"ipv6@0-24"_s);
        row("IPv6 with a tail", u"::ffff:84.17.45.9"_s, u"ipv6@0-17"_s);
        row("IPv6 behind a name", u"ip:2a02:8108::1"_s, u"ipv6@3-15"_s);
        row("IPv6 of an example", u"2001:db8::1"_s, u"ipv6@0-11!"_s);
        row("a scope of C++", u"dead::beef std::add"_s);
        row("a network card", u"00:1a:2b:3c:4d:5e"_s);
        row("a time", u"at 12:30:45"_s);
        row("nine groups", u"1:2:3:4:5:6:7:8:9"_s);
        row("two gaps", u"1::2::3"_s);
        row("phone", u"Call +49 151 1234 5678, please"_s, u"phone@5-22"_s);
        row("phone with brackets", u"+1 (212) 736-5000"_s, u"phone@0-17"_s);
        row("phone before another number", u"+49 151 1234 5678 2026"_s, u"phone@0-17"_s);
        row("phone of an example", u"+1 212 555 0123"_s, u"phone@0-15!"_s);
        row("phone of North America", u"(212) 736-5000 or 212.736.5000"_s, u"phone@0-14 phone@18-30"_s);
        row("phone of North America behind a 1", u"1-212-736-5000"_s, u"phone@2-14"_s);
        row("phone of nowhere", u"+0123456789"_s);
        row("phone of 16 digits", u"+1234567890123456"_s);
        row("phone of 6 digits", u"+123456"_s);
        row("area code that is none", u"112-736-5000 211-736-5000 212-111-5000"_s);
        row("a row of digits", u"2127365000"_s);
        row("a date and figures", u"2026-11-27, 12/31/2026, 1,234,567.89, 3.14159"_s);
    }

    void personalDataIsFound()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, found);
        QCOMPARE(shown(text), found);
    }

    void placesAreToldInBytesToo()
    {
        const QString text = u"é漢😀 ada@lovelace.io \xD800 bob@lovelace.io"_s;
        const auto findings = scan(text);
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings.at(0).startByte, 10);
        QCOMPARE(findings.at(0).endByte, 25);
        QCOMPARE(findings.at(1).startByte, 30);
        QCOMPARE(findings.at(1).end, text.size());
    }

    void aTokenOfGithubWithAWrongChecksumIsLessCertain()
    {
        const QString body = u"zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ"_s; // its CRC-32 in base 62 was worked out apart from this program
        QVERIFY(scan(QString(u"gh"_s + u"p_"_s + body + u"0mLq17"_s)).first().isCertain);
        QVERIFY(!scan(QString(u"gh"_s + u"p_"_s + body + u"0mLq18"_s)).first().isCertain);
    }

    void everyRuleHasAName()
    {
        for (const QString &rule : scanRules())
            QVERIFY(!scanRuleName(rule).isEmpty());
        for (const Shaped &key : shapedKeys())
            QVERIFY2(scanRules().contains(QString::fromLatin1(key.rule)), key.rule);
        QCOMPARE(scanRuleName(u"astrology"), QString());
        QCOMPARE(secretIn(QString(u"sk-"_s + u"ant-api03-"_s + characters(93))), u"an Anthropic API key"_s);
        QCOMPARE(secretIn(u"gpt-4o at ada@lovelace.io"_s), QString());
    }

    void hostileTextTakesLinearTime_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"a", "-", "\"", ":", "=", "@", "a@", "a@b.", "://a:", "?key=", "-ey", "-eyJ", "eyJhbGciOiJ9.abcd.", "-----BEGIN PRIVATE KEY-----", "1 ", "1",
                 "1-", "+", "(", ".", "1.", "::", "Authorization: Bearer ", "\\\"", "%2", "%25", "\\u00", "=\"", "sk-", "sk-proj-", "Q~", "A/", "secret=", "a9.", "DE89 "})
            QTest::newRow(piece) << QString::fromLatin1(piece);
        QTest::newRow("surrogates") << QString(QChar(0xD800));
        QTest::newRow("NUL") << QString(QChar(0));
    }

    // Against text of the same size that is twice as easy to read in debug builds as in a release: no time is held to, only growth.
    void hostileTextTakesLinearTime()
    {
        QFETCH(const QString, piece);
        const auto time = [&piece](qsizetype size) {
            const QString text = piece.repeated(size / piece.size());
            QElapsedTimer timer;
            timer.start();
            (void)scan(text);
            return timer.nsecsElapsed();
        };
        const auto small = std::min(time(50'000), time(50'000));
        const auto large = time(500'000);
        QVERIFY2(large < 40 * small + 50'000'000, qPrintable(u"%1 ms, ten times as much %2 ms"_s.arg(double(small) / 1e6).arg(double(large) / 1e6)));
    }
};

QTEST_GUILESS_MAIN(TestScan)
#include "tst_scan.moc"
