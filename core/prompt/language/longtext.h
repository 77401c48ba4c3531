// SPDX-License-Identifier: GPL-3.0-or-later
// What Qt does with texts as well, here in a time that grows with their length alone, whatever stands in them: a template may be given any text.
#pragma once

#include <QString>
#include <QStringView>

#include <functional>
#include <vector>

namespace assay::prompt {

/// As QString::toUpper() and toLower().
[[nodiscard]] QString inCapitals(QStringView text);
[[nodiscard]] QString inSmallLetters(QStringView text);

/// Finds one text in others. The text that is sought outlives this.
class Search {
public:
    explicit Search(QStringView sought) : m_sought(sought) {}

    /// The first place at or after `from`, or -1.
    [[nodiscard]] qsizetype in(QStringView text, qsizetype from = 0);
    /// As QString::count(): also places that overlap.
    [[nodiscard]] qsizetype countIn(QStringView text);

private:
    [[nodiscard]] bool isShort() const;
    void prepare();
    /// Calls `take` with each place until it returns false.
    void forEachPlace(QStringView text, qsizetype from, const std::function<bool(qsizetype)> &take);

    QStringView m_sought;
    std::vector<qint32> m_borders; ///< of the first i + 1 units: the longest start that is also their end
};

/// With another text in the first `most` places, from left to right.
[[nodiscard]] QString replaced(QStringView text, QStringView old, QStringView with, qsizetype most);

} // namespace assay::prompt
