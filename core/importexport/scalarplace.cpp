// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/scalarplace.h"

#include <QVarLengthArray>

#include <algorithm>

namespace assay::importexport {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// Goes through file and text side by side, and stops where they part (YAML 1.2.2, chapters 7.3 and 8.1).
class ScalarWalk {
public:
    ScalarWalk(QByteArrayView file, qsizetype begin, std::string_view text, qsizetype place) : m_file(file), m_at(begin), m_text(text), m_place(place) {}

    std::optional<qsizetype> run()
    {
        skipProperties();
        const char style = at(m_at);
        const bool isWalked = style == '|' || style == '>' ? block(style == '>') : inFlow(style);
        return isWalked ? std::optional(m_at) : std::nullopt;
    }

private:
    [[nodiscard]] char at(qsizetype place) const { return place >= 0 && place < m_file.size() ? m_file[place] : '\0'; }
    [[nodiscard]] char wanted(qsizetype ahead = 0) const
    {
        const qsizetype place = m_done + ahead;
        return place < std::ssize(m_text) ? m_text[static_cast<std::size_t>(place)] : '\0';
    }
    [[nodiscard]] bool isThere() const { return m_done >= m_place; }

    // Tags and anchors.
    void skipProperties()
    {
        while (at(m_at) == '!' || at(m_at) == '&') {
            while (m_at < m_file.size() && !isBlank(at(m_at)) && at(m_at) != '\n')
                ++m_at;
            while (isBlank(at(m_at)) || at(m_at) == '\r' || at(m_at) == '\n')
                ++m_at;
        }
    }

    [[nodiscard]] qsizetype behindBlanks(qsizetype place) const
    {
        while (isBlank(at(place)))
            ++place;
        return place;
    }

    /// Behind the line end there; the same place when there is none.
    [[nodiscard]] qsizetype behindLineEnd(qsizetype place) const
    {
        if (at(place) == '\r' && at(place + 1) == '\n')
            return place + 2;
        return at(place) == '\n' ? place + 1 : place;
    }

    bool take(qsizetype written, qsizetype read)
    {
        if (m_done + read > std::ssize(m_text) || m_at + written > m_file.size())
            return false;
        m_at += written;
        m_done += read;
        return true;
    }

    bool inFlow(char style)
    {
        const bool isQuoted = style == '"' || style == '\'';
        m_at += isQuoted ? 1 : 0;
        while (!isThere()) {
            const qsizetype end = behindBlanks(m_at);
            if (behindLineEnd(end) != end) {
                if (!fold(end))
                    return false;
            } else if (style == '"' && at(m_at) == '\\') {
                if (!escape())
                    return false;
            } else {
                const bool isQuote = isQuoted && at(m_at) == style;
                const bool isEnd = isQuote && (style == '"' || at(m_at + 1) != style);
                if (isEnd || at(m_at) != wanted() || !take(isQuote ? 2 : 1, 1))
                    return false;
            }
        }
        // What comes next may begin behind a line that goes on.
        while (style == '"' && at(m_at) == '\\' && behindLineEnd(m_at + 1) != m_at + 1)
            m_at = behindBlanks(behindLineEnd(m_at + 1));
        return true;
    }

    // One line end is a blank, of more the first is none.
    bool fold(qsizetype lineEnd)
    {
        qsizetype next = behindBlanks(behindLineEnd(lineEnd));
        if (behindLineEnd(next) == next) {
            if (wanted() != ' ')
                return false;
            m_at = next;
            ++m_done;
            return true;
        }
        while (behindLineEnd(next) != next) {
            if (isThere())
                return true;
            if (wanted() != '\n')
                return false;
            m_at = next;
            ++m_done;
            next = behindBlanks(behindLineEnd(next));
        }
        m_at = next;
        return true;
    }

    bool escape()
    {
        if (const qsizetype next = behindLineEnd(m_at + 1); next != m_at + 1) {
            m_at = behindBlanks(next);
            return true;
        }
        const char kind = at(m_at + 1);
        qsizetype written = kind == 'x' ? 4 : kind == 'u' ? 6 : kind == 'U' ? 10 : 2;
        const auto first = static_cast<unsigned char>(wanted());
        // yaml-cpp reads "\N" and "\_" as one byte that is no UTF-8.
        const qsizetype read = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (kind == 'u' && read == 4)
            written *= 2; // both halves of a pair
        return take(written, read);
    }

    bool block(bool isFolded)
    {
        while (m_at < m_file.size() && at(m_at) != '\n')
            ++m_at;
        ++m_at;
        qsizetype blanks = 0; // the text's own, at the beginning of its first line
        for (const char c : m_text.substr(std::min(m_text.find_first_not_of('\n'), m_text.size()))) {
            if (c != ' ')
                break;
            ++blanks;
        }
        qsizetype first = m_at;
        while (first < m_file.size() && behindLineEnd(behindSpaces(first)) != behindSpaces(first))
            first = behindLineEnd(behindSpaces(first));
        m_indent = std::max<qsizetype>(0, behindSpaces(first) - first - blanks);
        if (isFolded)
            return folded();
        beginLine();
        while (!isThere()) {
            const bool isEnd = behindLineEnd(m_at) != m_at;
            if (isEnd ? wanted() != '\n' : at(m_at) != wanted())
                return false;
            if (!take(isEnd ? behindLineEnd(m_at) - m_at : 1, 1))
                return false;
            if (isEnd)
                beginLine();
        }
        return true;
    }

    [[nodiscard]] qsizetype behindSpaces(qsizetype place) const
    {
        while (at(place) == ' ')
            ++place;
        return place;
    }

    void beginLine()
    {
        for (qsizetype i = 0; i < m_indent && at(m_at) == ' '; ++i)
            ++m_at;
    }

    bool folded()
    {
        beginLine();
        while (!isThere()) {
            if (behindLineEnd(m_at) == m_at) {
                if (at(m_at) != wanted() || !take(1, 1))
                    return false;
                continue;
            }
            if (!foldedEnd())
                return false;
        }
        return true;
    }

    // Between lines that are indented further nothing is folded; whether this is such a place shows in the text.
    bool foldedEnd()
    {
        QVarLengthArray<qsizetype, 8> ends;
        qsizetype next = m_at;
        while (behindLineEnd(next) != next) {
            ends.append(next);
            next = behindLineEnd(next);
            const qsizetype end = behindSpaces(next);
            if (behindLineEnd(end) == end || end - next > m_indent)
                break;
            next = end;
        }
        if (ends.size() == 1 && wanted() == ' ') {
            m_at = ends.front();
            ++m_done;
        } else {
            qsizetype count = 0;
            while (count < ends.size() && wanted(count) == '\n')
                ++count;
            if (count == 0 || count + 1 < ends.size())
                return false;
            const qsizetype wantedHere = std::min(count, m_place - m_done);
            m_at = ends[ends.size() - count + std::min(wantedHere, count - 1)];
            m_done += wantedHere;
            if (wantedHere < count)
                return true;
        }
        m_at = next;
        beginLine();
        return true;
    }

    QByteArrayView m_file;
    qsizetype m_at;
    std::string_view m_text;
    qsizetype m_place;
    qsizetype m_done = 0;
    qsizetype m_indent = 0;
};

} // namespace

std::optional<qsizetype> placeInScalar(QByteArrayView file, qsizetype begin, std::string_view text, qsizetype place)
{
    return ScalarWalk(file, begin, text, place).run();
}

} // namespace assay::importexport
