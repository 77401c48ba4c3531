// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator.h"

#include "tests/fuzz/words.h"

namespace assay::fuzz {

QByteArray Mutator::mutated(const QList<QByteArray> &pool)
{
    QByteArray input = pool.at(below(pool.size()));
    for (qsizetype i = 1 + below(6); i > 0; --i)
        change(input, pool);
    input.truncate(m_longest);
    return input;
}

void Mutator::change(QByteArray &input, const QList<QByteArray> &pool)
{
    const qsizetype at = below(input.size() + 1);
    const qsizetype length = below(qMin(input.size() - at, qsizetype(40)) + 1);
    switch (below(8)) {
    case 0:
        if (at < input.size())
            input[at] = static_cast<char>(below(256));
        break;
    case 1:
        input.remove(at, length);
        break;
    case 2:
        input.insert(at, QByteArray(input.sliced(at, length)));
        break;
    case 3: {
        const QByteArray &other = pool.at(below(pool.size()));
        const qsizetype from = below(other.size() + 1);
        input.insert(at, other.sliced(from, below(other.size() - from + 1)));
        break;
    }
    case 4:
        input.replace(at, length, words().at(below(words().size())));
        break;
    case 5:
        input.insert(at, QByteArray(words().at(below(words().size()))).repeated(1 + (below(40) == 0 ? below(200) : 0)));
        break;
    default:
        input.insert(at, words().at(below(words().size())));
        break;
    }
}

} // namespace assay::fuzz
