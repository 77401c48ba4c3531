// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/badlines.h"

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kShown = 20;
}

void BadLines::add(ErrorKind kind, qint64 line, const QString &why)
{
    if (m_count == 0) {
        m_kind = kind;
        m_firstLine = line;
    }
    ++m_count;
    if (m_reasons.size() < kShown)
        m_reasons.append(m_reasons.isEmpty() ? why : QString(u"line %1: "_s.arg(line) + why));
}

void BadLines::noteKey(const QString &key, qint64 line)
{
    if (const auto first = m_keys.constFind(key); first != m_keys.cend())
        add(ErrorKind::conflict, line, u"the key \"%1\" stands in line %2 already"_s.arg(key, QString::number(*first)));
    else
        m_keys.insert(key, line);
}

Error BadLines::error() const
{
    QString message = m_reasons.join(u"\n"_s);
    if (m_count > m_reasons.size())
        message += u"\nand %1 more bad lines"_s.arg(m_count - m_reasons.size());
    return fail(m_kind, message, u"Nothing was imported: mend the file and import it again."_s).error().with(u"file"_s, m_file).with(u"line"_s, m_firstLine);
}

QString reasonOf(const Error &error)
{
    const QString column = error.contextValue(u"column");
    const QString reason = column.isEmpty() ? error.message : QString(error.message + u" (column "_s + column + u")"_s);
    return error.hint.isEmpty() ? reason : QString(reason + u". "_s + error.hint);
}

} // namespace assay::importexport
