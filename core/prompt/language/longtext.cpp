// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/longtext.h"

namespace assay::prompt {

namespace {

// QString moves all that is behind a letter that becomes two, so it is given little at a time.
constexpr qsizetype kPart = 512;
// Up to here QString's own search is fast at its worst, too.
constexpr qsizetype kShortSought = 16;

template<typename Convert> QString inParts(QStringView text, Convert convert)
{
    if (text.size() <= kPart)
        return convert(text.toString());
    QString result;
    result.reserve(text.size());
    while (!text.isEmpty()) {
        qsizetype size = qMin(kPart, text.size());
        if (size < text.size() && text.at(size - 1).isHighSurrogate() && text.at(size).isLowSurrogate())
            ++size;
        result += convert(text.first(size).toString());
        text = text.sliced(size);
    }
    return result;
}

} // namespace

QString inCapitals(QStringView text)
{
    return inParts(text, [](QString part) { return std::move(part).toUpper(); });
}

QString inSmallLetters(QStringView text)
{
    return inParts(text, [](QString part) { return std::move(part).toLower(); });
}

bool Search::isShort() const
{
    return m_sought.size() <= kShortSought;
}

void Search::prepare()
{
    if (!m_borders.empty())
        return;
    m_borders.resize(static_cast<std::size_t>(m_sought.size()));
    qint32 border = 0;
    for (qsizetype i = 1; i < m_sought.size(); ++i) {
        while (border > 0 && m_sought[i] != m_sought[border])
            border = m_borders[static_cast<std::size_t>(border) - 1];
        border += m_sought[i] == m_sought[border] ? 1 : 0;
        m_borders[static_cast<std::size_t>(i)] = border;
    }
}

// Knuth, Morris and Pratt, "Fast pattern matching in strings", 1977.
void Search::forEachPlace(QStringView text, qsizetype from, const std::function<bool(qsizetype)> &take)
{
    if (text.size() - from < m_sought.size())
        return;
    prepare();
    qsizetype matched = 0;
    for (qsizetype at = from; at < text.size(); ++at) {
        if (matched == 0 && text[at] != m_sought.front()) {
            at = text.indexOf(m_sought.front(), at);
            if (at < 0)
                return;
        }
        while (matched > 0 && text[at] != m_sought[matched])
            matched = m_borders[static_cast<std::size_t>(matched) - 1];
        matched += text[at] == m_sought[matched] ? 1 : 0;
        if (matched < m_sought.size())
            continue;
        if (!take(at + 1 - matched))
            return;
        matched = m_borders.back();
    }
}

qsizetype Search::in(QStringView text, qsizetype from)
{
    if (isShort())
        return text.indexOf(m_sought, from);
    qsizetype found = -1;
    forEachPlace(text, from, [&found](qsizetype place) {
        found = place;
        return false;
    });
    return found;
}

qsizetype Search::countIn(QStringView text)
{
    if (isShort())
        return text.count(m_sought);
    qsizetype places = 0;
    forEachPlace(text, 0, [&places](qsizetype) {
        ++places;
        return true;
    });
    return places;
}

QString replaced(QStringView text, QStringView old, QStringView with, qsizetype most)
{
    Search search(old);
    QString result;
    result.reserve(text.size());
    qsizetype from = 0;
    for (qsizetype done = 0; done < most; ++done) {
        const qsizetype found = search.in(text, from);
        if (found < 0)
            break;
        result += text.sliced(from, found - from);
        result += with;
        from = found + old.size();
    }
    result += text.sliced(from);
    return result;
}

} // namespace assay::prompt
