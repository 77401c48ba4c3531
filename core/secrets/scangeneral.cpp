// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets known by where they stand: behind a name, in a header, in an address.
#include "core/base/json.h"
#include "core/secrets/scanrules.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNoLimit = std::numeric_limits<qsizetype>::max();
constexpr qsizetype kMostBlanks = 8;

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t';
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'' || c == u'`';
}

bool isEndMark(QChar c)
{
    return QStringView(u".,;:!?)]}>\"'`").contains(c);
}

qsizetype withoutEndMarks(QStringView text, qsizetype start, qsizetype end)
{
    while (end > start && isEndMark(text[end - 1]))
        --end;
    return end;
}

bool startsWithWord(QStringView text, qsizetype at, QStringView word)
{
    return text.size() - at >= word.size() && text.sliced(at, word.size()).compare(word, Qt::CaseInsensitive) == 0;
}

/// Commit hashes, digests and UUIDs: looked like secrets, and known not to be.
bool isPublicShape(QStringView value)
{
    static const QRegularExpression shape(
        u"^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|sha(?:256|512)[:-].*|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"_s);
    return value.startsWith(u"data:") || shape.matchView(value).hasMatch();
}

class General {
public:
    General(QStringView text, Hits &hits) : m_text(text), m_hits(hits) {}

    void run()
    {
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            switch (m_text[at].unicode()) {
            case u':':
                readUrlPassword(at);
                readAssignment(at);
                break;
            case u'=':
                readAssignment(at);
                break;
            case u'?':
            case u'&':
                readUrlQuery(at);
                break;
            case u'B':
            case u'b':
                readBearer(at);
                break;
            case u'e':
                readJwt(at);
                break;
            case u'-':
                readPrivateKey(at);
                break;
            default:
                break;
            }
            if (isBase64(m_text[at]) && !isBase64(unitAt(m_text, at - 1)))
                readAwsSecret(at);
        }
    }

private:
    void add(const char *rule, Rank rank, qsizetype start, qsizetype end, double leastEntropy)
    {
        const QStringView value = m_text.sliced(start, end - start);
        if (!isPlaceholder(value) && entropyOf(value) >= leastEntropy)
            m_hits.push_back({.rule = rule, .rank = rank, .start = start, .end = end});
    }

    void readPrivateKey(qsizetype start);
    void readJwt(qsizetype start);
    void readBearer(qsizetype word);
    void readUrlPassword(qsizetype colon);
    void readUrlQuery(qsizetype mark);
    void readAssignment(qsizetype sign);
    void readAwsSecret(qsizetype start);
    [[nodiscard]] bool isAuthorizationBefore(qsizetype at) const;

    QStringView m_text;
    Hits &m_hits;
    qsizetype m_jwtRunEnd = -1; ///< of the run that was last looked at for a token's first part
    int m_jwtTries = 0;
    qsizetype m_keyEnd = 0; ///< of the last private key
};

void General::readPrivateKey(qsizetype start)
{
    constexpr QStringView kBegin = u"-----BEGIN ";
    constexpr qsizetype kMostBody = 16 * 1024;
    constexpr qsizetype kLeastBody = 64;
    const QStringView rest = m_text.sliced(start);
    if (start < m_keyEnd || !rest.startsWith(kBegin) || !isLeftEdge(m_text, start))
        return;
    for (const QStringView type : {u"", u"RSA ", u"EC ", u"OPENSSH ", u"ENCRYPTED ", u"DSA ", u"PGP "}) {
        for (const QStringView name : {u"PRIVATE KEY-----", u"PRIVATE KEY BLOCK-----"}) {
            const QString kind = type.toString() + name;
            if (!rest.sliced(kBegin.size()).startsWith(kind))
                continue;
            const qsizetype body = start + kBegin.size() + kind.size();
            // A key ends before another begins, so no text is searched twice.
            const QStringView reach = m_text.sliced(body, std::min(kMostBody, m_text.size() - body));
            const qsizetype next = reach.indexOf(kBegin);
            const QString closing = u"-----END "_s + kind;
            const qsizetype close = (next < 0 ? reach : reach.first(next)).indexOf(closing);
            if (close < 0)
                return;
            const auto blanks = std::ranges::count_if(reach.first(close), [](QChar c) { return c.isSpace() || c == u'\\'; });
            const qsizetype end = body + close + closing.size();
            m_keyEnd = end;
            if (close - blanks >= kLeastBody)
                add("pem_private_key", Rank::privateKey, start, end, 0);
            return;
        }
    }
}

bool hasAlgorithm(QStringView header)
{
    const auto decoded = QByteArray::fromBase64Encoding(header.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(*decoded).trimmed().startsWith('{'))
        return false;
    const auto json = parseJson(QByteArrayView(*decoded));
    return json && json->is_object() && json->contains("alg");
}

void General::readJwt(qsizetype start)
{
    constexpr qsizetype kMostHeader = 4096;
    constexpr int kMostTries = 4;
    if (unitAt(m_text, start + 1) != u'y' || !isLeftEdge(m_text, start))
        return;
    // In one run of characters only the first places are tried: "-ey-ey-ey…" would be read again from each.
    if (start < m_jwtRunEnd && ++m_jwtTries > kMostTries)
        return;
    const qsizetype header = runEnd(m_text, start, kNoLimit, isWord);
    if (header != m_jwtRunEnd) {
        m_jwtRunEnd = header;
        m_jwtTries = 1;
    }
    const auto part = [this](qsizetype from) { return unitAt(m_text, from) == u'.' ? runEnd(m_text, from + 1, kNoLimit, isWord) : from; };
    if (header - start < 12 || header - start > kMostHeader || unitAt(m_text, header) != u'.')
        return;
    const qsizetype payload = part(header);
    const qsizetype signature = part(payload);
    if (payload - header - 1 >= 4 && signature - payload - 1 >= 10 && hasAlgorithm(m_text.sliced(start, header - start))) {
        const QStringView value = m_text.sliced(start, signature - start);
        if (!isPlaceholder(value))
            m_hits.push_back({.rule = "jwt", .rank = Rank::vendor, .start = start, .end = signature});
    }
}

bool General::isAuthorizationBefore(qsizetype at) const
{
    constexpr QStringView kName = u"authorization";
    const qsizetype separators = runStart(m_text, at, 2 * kMostBlanks, [](QChar c) { return isBlank(c) || isQuote(c) || c == u':' || c == u'=' || c == u']' || c == u'\\'; });
    const QStringView between = m_text.sliced(separators, at - separators);
    const bool isGiven = between.contains(u':') || between.contains(u'=');
    return isGiven && separators >= kName.size() && startsWithWord(m_text, separators - kName.size(), kName);
}

void General::readBearer(qsizetype word)
{
    constexpr QStringView kBearer = u"bearer";
    constexpr qsizetype kLeast = 20;
    if (!startsWithWord(m_text, word, kBearer) || !isAuthorizationBefore(word))
        return;
    const qsizetype start = runEnd(m_text, word + kBearer.size(), kMostBlanks, isBlank);
    if (start == word + kBearer.size())
        return;
    const auto isToken = [](QChar c) { return isBase64(c) || QStringView(u"-._~=").contains(c); };
    const qsizetype end = withoutEndMarks(m_text, start, runEnd(m_text, start, kNoLimit, isToken));
    if (end - start >= kLeast)
        add("bearer_header", Rank::authorization, start, end, 3);
}

void General::readUrlPassword(qsizetype colon)
{
    constexpr qsizetype kMost = 256;
    constexpr qsizetype kLeastPassword = 3;
    if (unitAt(m_text, colon + 1) != u'/' || unitAt(m_text, colon + 2) != u'/' || !isLetter(unitAt(m_text, runStart(m_text, colon, 20, isAlnum))))
        return;
    const auto isInside = [](QChar c) { return !c.isSpace() && !QStringView(u"/?#@\"'<>`\\").contains(c); };
    const qsizetype user = colon + 3;
    const qsizetype middle = runEnd(m_text, user, kMost, [&](QChar c) { return isInside(c) && c != u':'; });
    if (unitAt(m_text, middle) != u':')
        return;
    const qsizetype start = middle + 1;
    const qsizetype end = runEnd(m_text, start, kMost, isInside);
    const QChar host = unitAt(m_text, end + 1);
    if (unitAt(m_text, end) == u'@' && end - start >= kLeastPassword && (host.isLetterOrNumber() || host == u'['))
        add("url_userinfo", Rank::urlPassword, start, end, 0);
}

void General::readUrlQuery(qsizetype mark)
{
    constexpr std::array<QStringView, 5> kNames{u"access_token", u"api_key", u"apikey", u"token", u"key"};
    constexpr qsizetype kLeast = 20;
    qsizetype at = mark + 1;
    if (startsWithWord(m_text, at, u"amp;"))
        at += 4;
    for (const QStringView name : kNames) {
        if (!startsWithWord(m_text, at, name) || unitAt(m_text, at + name.size()) != u'=')
            continue;
        const qsizetype start = at + name.size() + 1;
        const auto isValue = [](QChar c) { return isBase64(c) || QStringView(u"-._~%=:").contains(c); };
        const qsizetype end = withoutEndMarks(m_text, start, runEnd(m_text, start, kNoLimit, isValue));
        if (end - start >= kLeast && !isPublicShape(m_text.sliced(start, end - start)))
            add("url_query_key", Rank::urlQuery, start, end, 3);
        return;
    }
}

bool isSecretName(QStringView name)
{
    constexpr std::array<QStringView, 7> kWords{u"api_key", u"api-key", u"apikey", u"secret", u"token", u"password", u"passwd"};
    return std::ranges::any_of(kWords, [name](QStringView word) { return name.contains(word, Qt::CaseInsensitive); });
}

void General::readAssignment(qsizetype sign)
{
    constexpr qsizetype kLeast = 16;
    constexpr qsizetype kMost = 80;
    constexpr qsizetype kMostName = 64;
    const qsizetype open = runEnd(m_text, sign + 1, kMostBlanks, isBlank);
    const QChar quote = unitAt(m_text, open);
    if (!isQuote(quote))
        return;
    const qsizetype start = open + 1;
    const qsizetype end = runEnd(m_text, start, kMost + 1, [quote](QChar c) { return c != quote && !c.isSpace(); });
    if (unitAt(m_text, end) != quote || end - start < kLeast || end - start > kMost)
        return;
    qsizetype nameEnd = runStart(m_text, sign, kMostBlanks, [](QChar c) { return isBlank(c) || c == u':'; });
    nameEnd = runStart(m_text, nameEnd, 2, [](QChar c) { return isQuote(c) || c == u']'; });
    const qsizetype name = runStart(m_text, nameEnd, kMostName, [](QChar c) { return isWord(c) || c == u'.'; });
    if (isSecretName(m_text.sliced(name, nameEnd - name)) && !isPublicShape(m_text.sliced(start, end - start)))
        add("generic_assignment", Rank::assignment, start, end, 3.5);
}

void General::readAwsSecret(qsizetype start)
{
    constexpr qsizetype kSize = 40;
    constexpr qsizetype kReach = 30;
    constexpr qsizetype kMostName = 64;
    const qsizetype end = runEnd(m_text, start, kSize + 1, isBase64);
    if (end - start != kSize || unitAt(m_text, start - 1) == u'_')
        return;
    const qsizetype from = std::max<qsizetype>(0, start - kReach - kMostName);
    const QStringView before = m_text.sliced(from, start - from);
    for (const QStringView word : {u"secret", u"aws"}) {
        const qsizetype found = before.lastIndexOf(word, -1, Qt::CaseInsensitive);
        if (found < 0)
            continue;
        const qsizetype nameEnd = runEnd(m_text, from + found, kMostName, [](QChar c) { return isWord(c) || c == u'.'; });
        const QStringView between = m_text.sliced(std::min(nameEnd, start), std::max<qsizetype>(0, start - nameEnd));
        if (between.size() <= kReach && (between.contains(u'=') || between.contains(u':')))
            return add("aws_secret_key", Rank::awsSecret, start, end, 4);
    }
}

} // namespace

void findGeneralSecrets(QStringView text, Hits &hits)
{
    General(text, hits).run();
}

} // namespace assay::secrets
