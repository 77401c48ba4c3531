// SPDX-License-Identifier: GPL-3.0-or-later
// Expected ids were computed with npm tiktoken 1.0.22, which runs OpenAI's own encoder, special tokens as text.
#include "core/base/json.h"
#include "core/tokens/encoding.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace assay;
using namespace assay::tokens;
using namespace Qt::StringLiterals;

namespace {

const Encoding &encodingOf(EncodingName name)
{
    return **Encoding::get(name);
}

QString joined(const QList<qint32> &ids)
{
    QStringList texts;
    for (const qint32 id : ids)
        texts.append(QString::number(id));
    return texts.join(u' ');
}

// The rules once more, by regular expressions and merging that looks at every pair: slow, and written from the definition.
class PlainEncoder {
public:
    explicit PlainEncoder(EncodingName name) : m_encoding(encodingOf(name))
    {
        const QString contraction = u"(?i:'s|'t|'re|'ve|'m|'ll|'d)"_s;
        const QString space = u"[\\x{9}-\\x{d}\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}]"_s;
        const QString notSpace = QString(space).replace(u"["_s, u"[^"_s);
        const QString sign = QString(space).replace(u"["_s, u"[^\\p{L}\\p{N}"_s);
        const QString tail = space + u"*[\\r\\n]+|"_s + space + u"+(?!"_s + notSpace + u")|"_s + space + u"+"_s;
        const QString upper = u"[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]"_s;
        const QString lower = u"[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]"_s;
        const QString lead = u"[^\\r\\n\\p{L}\\p{N}]?"_s;
        const QString o200k = lead + upper + u"*"_s + lower + u"+"_s + contraction + u"?|"_s + lead + upper + u"+"_s + lower + u"*"_s + contraction + u"?|\\p{N}{1,3}| ?"_s + sign
            + u"+[\\r\\n/]*|"_s + tail;
        const QString cl100k = contraction + u"|"_s + lead + u"\\p{L}+|\\p{N}{1,3}| ?"_s + sign + u"+[\\r\\n]*|"_s + tail;
        m_pieces = QRegularExpression(name == EncodingName::o200kBase ? o200k : cl100k, QRegularExpression::UseUnicodePropertiesOption);
        const qint32 tokens = name == EncodingName::o200kBase ? 199'998 : 100'256;
        for (qint32 id = 0; id < tokens; ++id)
            m_ranks.insert(m_encoding.bytesOf(id).toByteArray(), id);
    }

    [[nodiscard]] QList<qint32> encode(const QString &text) const
    {
        QList<qint32> ids;
        for (auto matches = m_pieces.globalMatch(text); matches.hasNext();)
            ids += merged(matches.next().captured().toUtf8());
        return ids;
    }

private:
    [[nodiscard]] QList<qint32> merged(const QByteArray &piece) const
    {
        QList<QByteArray> parts;
        for (const char byte : piece)
            parts.append(QByteArray(1, byte));
        while (true) {
            qsizetype best = -1;
            for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
                const auto rank = m_ranks.constFind(QByteArray(parts.at(i) + parts.at(i + 1)));
                if (rank != m_ranks.cend() && (best < 0 || *rank < m_ranks.value(QByteArray(parts.at(best) + parts.at(best + 1)))))
                    best = i;
            }
            if (best < 0)
                break;
            parts[best] += parts.takeAt(best + 1);
        }
        QList<qint32> ids;
        for (const QByteArray &part : parts)
            ids.append(m_ranks.value(part));
        return ids;
    }

    const Encoding &m_encoding;
    QRegularExpression m_pieces;
    QHash<QByteArray, qint32> m_ranks;
};

// Of any plane, and that every version of Unicode in use here knows alike: assigned long ago, or for private use.
char32_t anyCharacter(std::mt19937 &random)
{
    static constexpr std::array<quint32, 6> ends{0x80, 0x800, 0x3400, 0x10000, 0x20000, 0x110000};
    while (true) {
        const quint32 end = ends.at(std::uniform_int_distribution<std::size_t>(0, ends.size() - 1)(random));
        const char32_t c = std::uniform_int_distribution<quint32>(0, end - 1)(random);
        if (!QChar::isSurrogate(c) && QChar::unicodeVersion(c) >= QChar::Unicode_1_1 && QChar::unicodeVersion(c) <= QChar::Unicode_14_0)
            return c;
    }
}

QString repeated(std::mt19937 &random, const QStringList &of, int most)
{
    QString text;
    for (int left = std::uniform_int_distribution(1, most)(random); left > 0; --left)
        text += of.at(std::uniform_int_distribution<qsizetype>(0, of.size() - 1)(random));
    return text;
}

// Words, signs and spaces of many scripts, in any order.
QString randomText(std::mt19937 &random)
{
    static const QStringList words{u"hello"_s, u"World"_s, u"HTTP"_s, u"getURL"_s, u"don't"_s, u"I'LL"_s, u"we'Ve"_s, u"<|endoftext|>"_s, u"{\"a\": [1, 2]}"_s, u"naïve"_s,
        u"Ünder"_s, u"ß"_s, u"你好"_s, u"世界A"_s, u"こんにちは"_s, u"カー"_s, u"안녕"_s, u"مرحبا"_s, u"שלום"_s, u"नमस्ते"_s, u"e\u0301"_s, u"ǅ"_s, u"ʰ"_s, u"ª"_s, u"İ"_s, u"🙂"_s,
        u"👩‍👩‍👧"_s, u"_x"_s};
    static const QStringList signs{
        u"."_s, u", "_s, u"!!!"_s, u"/"_s, u"//"_s, u"/*\n"_s, u"-"_s, u"€"_s, u"\u0301"_s, u"\u200b"_s, u"\u180e"_s, u"\u001c"_s, u"\u0000"_s, u"\ufeff"_s};
    static const QStringList contractions{u"'s"_s, u"'S"_s, u"'t"_s, u"'rE"_s, u"'VE"_s, u"'m"_s, u"'lL"_s, u"'D"_s, u"'\u017f"_s, u"'"_s, u"''"_s, u"'r"_s, u"'l"_s, u"’s"_s};
    static const QStringList numbers{u"1"_s, u"42"_s, u"12345"_s, u"٣"_s, u"½"_s, u"Ⅷ"_s, u"²"_s, u"〇"_s};
    static const QStringList spaces{u" "_s, u" "_s, u"\t"_s, u"\n"_s, u"\r\n"_s, u"\r"_s, u"\v"_s, u"\f"_s, u"\u0085"_s, u"\u00a0"_s, u"\u2003"_s, u"\u2028"_s, u"\u3000"_s};
    QString text;
    for (int left = std::uniform_int_distribution(0, 14)(random); left > 0; --left) {
        switch (std::uniform_int_distribution(0, 9)(random)) {
        case 0:
            text += QString(std::uniform_int_distribution(1, 90)(random), QChar(u'a' + std::uniform_int_distribution(0, 2)(random)));
            break;
        case 1:
            text += QString::fromUcs4(std::array{anyCharacter(random)}.data(), 1);
            break;
        case 2:
            text += repeated(random, contractions, 2);
            break;
        case 3:
            text += repeated(random, numbers, 6);
            break;
        case 4:
            text += repeated(random, spaces, 6);
            break;
        case 5:
            text += repeated(random, signs, 3);
            break;
        default:
            text += repeated(random, words, 2);
        }
    }
    return text;
}

} // namespace

class TestEncoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The first test: later ones find the encodings loaded.
    void aCountWaitsForALoadThatHasBegun()
    {
        for (const EncodingName name : {EncodingName::o200kBase, EncodingName::cl100kBase}) {
            Encoding::loadAhead(name);
            const auto encoding = Encoding::get(name);
            QVERIFY(encoding);
            QCOMPARE((*encoding)->count("hello world"), 2);
        }
    }

    void knownTextsHaveKnownIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("o200k");
        QTest::addColumn<QString>("cl100k");
        const auto row = [](const QString &text, const QString &o200k, const QString &cl100k) { QTest::newRow(qPrintable(text.simplified())) << text << o200k << cl100k; };
        row(u""_s, {}, {});
        row(u"hello world"_s, u"24912 2375"_s, u"15339 1917"_s);
        row(u"Hello,  world!\n\n  x"_s, u"13225 11 220 2375 1703 220 1215"_s, u"9906 11 220 1917 2268 220 865"_s);
        row(u"I'LL don't"_s, u"40 6 7454 4128"_s, u"40 6 4178 1541 956"_s);
        row(u"12345678"_s, u"7633 19354 4388"_s, u"4513 10961 2495"_s);
        row(u"naïve café 你好 🙂"_s, u"1503 9954 737 30469 220 177519 26192"_s, u"3458 38672 588 53050 220 57668 53901 28584"_s);
        row(u"a\r\nb\t\tc   "_s, u"64 370 65 197 2736 271"_s, u"64 319 65 197 1470 262"_s);
        row(u"<|endoftext|>"_s, u"27 91 419 1440 919 91 29"_s, u"27 91 8862 728 428 91 29"_s);
        row(u"HTTPServer getURLs"_s, u"17893 6444 717 138152"_s, u"9412 5592 636 3222 82"_s);
        row(u"      \n   indented"_s, u"13826 256 1383 23537"_s, u"7071 256 1280 16243"_s);
    }

    void knownTextsHaveKnownIds()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, o200k);
        QFETCH(const QString, cl100k);
        QCOMPARE(joined(encodingOf(EncodingName::o200kBase).encode(text.toUtf8())), o200k);
        QCOMPARE(joined(encodingOf(EncodingName::cl100kBase).encode(text.toUtf8())), cl100k);
    }

    void idsAreThoseOfASecondEncoder_data()
    {
        QTest::addColumn<EncodingName>("name");
        QTest::newRow("o200k_base") << EncodingName::o200kBase;
        QTest::newRow("cl100k_base") << EncodingName::cl100kBase;
    }

    void idsAreThoseOfASecondEncoder()
    {
        QFETCH(const EncodingName, name);
        const PlainEncoder plain(name);
        const Encoding &encoding = encodingOf(name);
        std::mt19937 random(11); // NOLINT: the same texts every time
        for (int i = 0; i < 3'000; ++i) {
            const QString text = randomText(random);
            const QByteArray utf8 = text.toUtf8();
            const QList<qint32> ids = encoding.encode(utf8);
            QVERIFY2(ids == plain.encode(text), utf8.constData());
            QCOMPARE(encoding.count(utf8), ids.size());
            QByteArray again;
            for (const qint32 id : ids)
                again += encoding.bytesOf(id);
            QCOMPARE(again, utf8);
        }
    }

    void idsAreThoseOfTheRealEncoder()
    {
        QFile file(QStringLiteral(ASSAY_TEST_DATA "/tokens/recorded.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int lines = 0;
        while (!file.atEnd()) {
            const auto entry = parseJson(QByteArrayView(file.readLine().trimmed()));
            QVERIFY(entry);
            const auto text = entry->at("text").as<std::string>();
            for (const EncodingName name : {EncodingName::o200kBase, EncodingName::cl100kBase}) {
                QList<qint32> expected;
                for (const Json &id : entry->at(toText(name).toStdString()).array_range())
                    expected.append(id.as<qint32>());
                QVERIFY2(encodingOf(name).encode(QByteArray::fromStdString(text)) == expected, text.c_str());
            }
            ++lines;
        }
        QVERIFY(lines >= 550);
    }

    void bytesThatAreNoTextAreCountedToo()
    {
        const QByteArray bytes("a\xff\xc3(\xed\xa0\x80z\xf0\x9f", 10);
        const Encoding &encoding = encodingOf(EncodingName::o200kBase);
        QByteArray again;
        for (const qint32 id : encoding.encode(bytes))
            again += encoding.bytesOf(id);
        QCOMPARE(again, bytes);
    }

    void aMillionEqualCharactersAreCounted()
    {
        for (const char c : {'a', 'A', ' ', '=', '\n', '\''}) {
            const qint64 tokens = encodingOf(EncodingName::o200kBase).count(QByteArray(1'000'000, c));
            QVERIFY2(tokens > 1'000 && tokens < 1'000'000, qPrintable(QString::number(tokens)));
        }
    }

    // What takes the square of its size takes hours here, and no test waits for that.
    void aMillionBytesOfAnythingAreCounted_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::newRow("two letters") << QByteArray("ab");
        QTest::newRow("no space between words") << QByteArray("thequickbrownfoxjumpsoverthelazydog");
        QTest::newRow("letters of no case between capitals") << QByteArray("中A");
        QTest::newRow("marks alone") << QByteArray("\u0301");
        QTest::newRow("an end of line after each space") << QByteArray(" \n");
        QTest::newRow("apostrophes") << QByteArray("a'");
        QTest::newRow("bytes that are no text") << QByteArray("\x80\xff");
        QTest::newRow("digits") << QByteArray("1234567");
    }

    void aMillionBytesOfAnythingAreCounted()
    {
        QFETCH(const QByteArray, pattern);
        for (const EncodingName name : {EncodingName::o200kBase, EncodingName::cl100kBase}) {
            const QByteArray text = pattern.repeated(1'000'000 / pattern.size());
            const Encoding &encoding = encodingOf(name);
            const qint64 tokens = encoding.count(text);
            QVERIFY(tokens > 1'000 && tokens <= text.size());
            QCOMPARE(encoding.prefixBytes(text, tokens), text.size());
        }
    }

    void aPrefixEndsAtAToken()
    {
        const Encoding &encoding = encodingOf(EncodingName::o200kBase);
        const QByteArray text("hello world, 你好 👩‍👩‍👧!");
        const qint64 all = encoding.count(text);
        for (qint64 tokens = 0; tokens <= all + 1; ++tokens) {
            const QByteArray prefix = text.first(encoding.prefixBytes(text, tokens));
            QCOMPARE(QString::fromUtf8(prefix).toUtf8(), prefix);
            QVERIFY(!QString::fromUtf8(prefix).contains(QChar::ReplacementCharacter));
            QCOMPARE(prefix == text, tokens >= all);
        }
    }
};

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
