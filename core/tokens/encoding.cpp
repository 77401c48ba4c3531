// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/encoding.h"

#include "core/tokens/pieces.h"

#include <QFile>

#include <array>
#include <bit>
#include <cstring>
#include <queue>
#include <thread>

namespace assay::tokens {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTokensOfO200k = 199'998;
constexpr qsizetype kTokensOfCl100k = 100'256;
constexpr qsizetype kShortPiece = 64; // up to here looking through all pairs is faster than a queue
constexpr qint32 kNoRank = std::numeric_limits<qint32>::max();

quint64 hashOf(const char *bytes, qsizetype size)
{
    constexpr quint64 kMix = 0x9e3779b97f4a7c15ULL;
    quint64 hash = static_cast<quint64>(size) * kMix;
    for (; size >= 8; bytes += 8, size -= 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes, 8);
        hash = (hash ^ word) * kMix;
        hash ^= hash >> 29;
    }
    if (size > 0) {
        quint64 word = 0;
        std::memcpy(&word, bytes, static_cast<std::size_t>(size));
        hash = (hash ^ word) * kMix;
        hash ^= hash >> 29;
    }
    return hash ^ hash >> 32;
}

} // namespace

QString toText(EncodingName name)
{
    return name == EncodingName::o200kBase ? u"o200k_base"_s : u"cl100k_base"_s;
}

std::optional<EncodingName> encodingFromText(QStringView text)
{
    for (const EncodingName name : {EncodingName::o200kBase, EncodingName::cl100kBase}) {
        if (toText(name) == text)
            return name;
    }
    return std::nullopt;
}

Result<std::unique_ptr<const Encoding>> Encoding::loaded(EncodingName name)
{
    const qsizetype expected = name == EncodingName::o200kBase ? kTokensOfO200k : kTokensOfCl100k;
    QFile file(u":/assay/tokens/%1.ranks"_s.arg(toText(name)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::internal, u"the program does not carry the encoding %1"_s.arg(toText(name)), u"Install it again."_s);
    std::unique_ptr<Encoding> encoding(new Encoding(name));
    if (!encoding->load(qUncompress(file.readAll()), expected))
        return fail(ErrorKind::internal, u"the program's copy of the encoding %1 is damaged"_s.arg(toText(name)), u"Install it again."_s);
    return encoding;
}

Result<const Encoding *> Encoding::get(EncodingName name)
{
    const auto view = [](const Result<std::unique_ptr<const Encoding>> &encoding) -> Result<const Encoding *> {
        if (!encoding)
            return std::unexpected(encoding.error());
        return encoding->get();
    };
    if (name == EncodingName::o200kBase) {
        static const auto o200k = loaded(EncodingName::o200kBase);
        return view(o200k);
    }
    static const auto cl100k = loaded(EncodingName::cl100kBase);
    return view(cl100k);
}

void Encoding::loadAhead(EncodingName name)
{
    // Each at most once; a program that ends waits for it.
    if (name == EncodingName::o200kBase) {
        static const std::jthread loader([] { (void)get(EncodingName::o200kBase); });
    } else {
        static const std::jthread loader([] { (void)get(EncodingName::cl100kBase); });
    }
}

bool Encoding::load(const QByteArray &ranks, qsizetype expected)
{
    m_bytes.reserve(std::max<qsizetype>(0, ranks.size() - expected));
    m_begins.reserve(static_cast<std::size_t>(expected) + 1);
    for (qsizetype at = 0; at < ranks.size();) {
        const auto size = static_cast<uchar>(ranks.at(at));
        if (size == 0 || at + 1 + size > ranks.size())
            return false;
        m_begins.push_back(static_cast<quint32>(m_bytes.size()));
        m_bytes.append(ranks.constData() + at + 1, size);
        at += 1 + size;
    }
    if (std::ssize(m_begins) != expected)
        return false;
    m_begins.push_back(static_cast<quint32>(m_bytes.size()));
    const auto tokens = static_cast<quint32>(expected);
    m_slots.assign(std::bit_ceil(tokens * 2 + 1), 0);
    m_mask = static_cast<quint32>(m_slots.size() - 1);
    for (quint32 id = 0; id < tokens; ++id) {
        const QByteArrayView bytes = bytesOf(static_cast<qint32>(id));
        auto slot = static_cast<quint32>(hashOf(bytes.data(), bytes.size())) & m_mask;
        while (m_slots[slot] != 0)
            slot = (slot + 1) & m_mask;
        m_slots[slot] = id + 1;
    }
    return true;
}

QByteArrayView Encoding::bytesOf(qint32 id) const
{
    const auto index = static_cast<std::size_t>(id);
    return QByteArrayView(m_bytes.constData() + m_begins[index], static_cast<qsizetype>(m_begins[index + 1] - m_begins[index]));
}

qint32 Encoding::rankOf(const char *bytes, qsizetype size) const
{
    for (auto slot = static_cast<quint32>(hashOf(bytes, size)) & m_mask; m_slots[slot] != 0; slot = (slot + 1) & m_mask) {
        const quint32 id = m_slots[slot] - 1;
        const quint32 begin = m_begins[id];
        if (m_begins[id + 1] - begin == static_cast<quint32>(size) && std::memcmp(m_bytes.constData() + begin, bytes, static_cast<std::size_t>(size)) == 0)
            return static_cast<qint32>(id);
    }
    return kNoRank;
}

qsizetype Encoding::pieceEnd(QByteArrayView text, qsizetype from) const
{
    return m_name == EncodingName::o200kBase ? o200kPieceEnd(text, from) : cl100kPieceEnd(text, from);
}

// `take` gets each token's id and size; false ends it.
template<typename Take> void Encoding::merge(QByteArrayView piece, Take take) const
{
    if (piece.size() > kShortPiece) {
        mergeLong(piece, take);
        return;
    }
    // begins[i] is where part i begins, ranks[i] that of part i joined with the next one.
    std::array<qsizetype, kShortPiece + 1> begins{};
    std::array<qint32, kShortPiece + 1> ranks{};
    qsizetype parts = piece.size();
    const auto joined = [&](qsizetype part) { return part + 2 <= parts ? rankOf(piece.data() + begins[size_t(part)], begins[size_t(part) + 2] - begins[size_t(part)]) : kNoRank; };
    for (qsizetype i = 0; i <= parts; ++i)
        begins[size_t(i)] = i;
    for (qsizetype i = 0; i < parts; ++i)
        ranks[size_t(i)] = joined(i);
    while (parts > 1) {
        const auto *const lowest = std::min_element(ranks.begin(), ranks.begin() + parts);
        if (*lowest == kNoRank)
            break;
        const qsizetype part = lowest - ranks.begin();
        std::copy(begins.begin() + part + 2, begins.begin() + parts + 1, begins.begin() + part + 1);
        std::copy(ranks.begin() + part + 2, ranks.begin() + parts, ranks.begin() + part + 1);
        --parts;
        ranks[size_t(part)] = joined(part);
        if (part > 0)
            ranks[size_t(part) - 1] = joined(part - 1);
    }
    for (qsizetype i = 0; i < parts; ++i) {
        const qsizetype size = begins[size_t(i) + 1] - begins[size_t(i)];
        if (!take(rankOf(piece.data() + begins[size_t(i)], size), size))
            return;
    }
}

// The same with a queue of pairs, so that a piece of a million bytes takes n·log n.
template<typename Take> void Encoding::mergeLong(QByteArrayView piece, Take take) const
{
    struct Pair {
        qint32 rank;
        quint32 begin;
        quint32 size; ///< of both parts, as it was then: another size by now means that the pair is gone
        bool operator>(const Pair &other) const { return rank != other.rank ? rank > other.rank : begin > other.begin; }
    };
    const auto bytes = static_cast<quint32>(piece.size());
    // By where a part begins: its size, 0 for one that was joined; and where the part before it begins.
    std::vector<quint32> sizes(bytes, 1);
    std::vector<quint32> before(bytes);
    std::vector<Pair> first;
    first.reserve(bytes);
    for (quint32 i = 0; i < bytes; ++i) {
        before[i] = i == 0 ? 0 : i - 1;
        if (const qint32 rank = i + 1 < bytes ? rankOf(piece.data() + i, 2) : kNoRank; rank != kNoRank)
            first.push_back({rank, i, 2});
    }
    std::priority_queue pairs(std::greater<Pair>(), std::move(first));
    const auto offer = [&](quint32 begin) {
        const quint32 next = begin + sizes[begin];
        if (next >= bytes)
            return;
        const quint32 size = sizes[begin] + sizes[next];
        if (const qint32 rank = rankOf(piece.data() + begin, size); rank != kNoRank)
            pairs.push({rank, begin, size});
    };
    while (!pairs.empty()) {
        const Pair pair = pairs.top();
        pairs.pop();
        const quint32 next = pair.begin + sizes[pair.begin];
        if (sizes[pair.begin] == 0 || next >= bytes || sizes[pair.begin] + sizes[next] != pair.size)
            continue;
        sizes[pair.begin] = pair.size;
        sizes[next] = 0;
        if (pair.begin + pair.size < bytes)
            before[pair.begin + pair.size] = pair.begin;
        offer(pair.begin);
        if (pair.begin > 0)
            offer(before[pair.begin]);
    }
    for (quint32 begin = 0; begin < bytes; begin += sizes[begin]) {
        if (!take(rankOf(piece.data() + begin, sizes[begin]), qsizetype(sizes[begin])))
            return;
    }
}

template<typename Take> bool Encoding::forEachToken(QByteArrayView text, Take take) const
{
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = pieceEnd(text, from);
        const QByteArrayView piece = text.sliced(from, end - from);
        from = end;
        if (const qint32 whole = rankOf(piece.data(), piece.size()); whole != kNoRank) {
            if (!take(whole, piece.size()))
                return false;
            continue;
        }
        bool goesOn = true;
        merge(piece, [&](qint32 id, qsizetype size) { return goesOn = take(id, size); });
        if (!goesOn)
            return false;
    }
    return true;
}

QList<qint32> Encoding::encode(QByteArrayView utf8) const
{
    QList<qint32> ids;
    ids.reserve(utf8.size() / 4);
    forEachToken(utf8, [&ids](qint32 id, qsizetype) {
        ids.append(id);
        return true;
    });
    return ids;
}

qint64 Encoding::count(QByteArrayView utf8) const
{
    qint64 tokens = 0;
    forEachToken(utf8, [&tokens](qint32, qsizetype) {
        ++tokens;
        return true;
    });
    return tokens;
}

qsizetype Encoding::prefixBytes(QByteArrayView utf8, qint64 tokens) const
{
    qsizetype bytes = 0;
    forEachToken(utf8, [&](qint32, qsizetype size) {
        if (tokens-- <= 0)
            return false;
        bytes += size;
        return true;
    });
    while (bytes > 0 && bytes < utf8.size() && (static_cast<uchar>(utf8[bytes]) & 0xc0) == 0x80)
        --bytes;
    return bytes;
}

} // namespace assay::tokens
