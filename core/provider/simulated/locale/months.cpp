// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/dates.h"

#include <QHash>
#include <QStringList>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, int> &months()
{
    static const QHash<QString, int> all = [] {
        // One line a language, its months from January on.
        const QStringList languages{
            u"january february march april may june july august september october november december"_s,
            u"jan feb mar apr may jun jul aug sep oct nov dec"_s,
            u"januar februar märz april mai juni juli august september oktober november dezember"_s,
            u"jänner feber mrz apr mai jun jul aug sept okt nov dez"_s,
            u"janvier février mars avril mai juin juillet août septembre octobre novembre décembre"_s,
            u"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"_s,
            u"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"_s,
            u"januari februari maart april mei juni juli augustus september oktober november december"_s,
            u"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"_s,
            u"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"_s,
        };
        QHash<QString, int> found;
        for (const QString &language : languages) {
            const QStringList names = language.split(u' ');
            for (int i = 0; i < names.size(); ++i)
                found.insert(names.at(i), i + 1);
        }
        return found;
    }();
    return all;
}

} // namespace

int monthOf(const QString &word)
{
    return months().value(word.toLower(), 0);
}

} // namespace assay::provider::locale
