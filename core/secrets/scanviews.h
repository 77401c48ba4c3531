// SPDX-License-Identifier: GPL-3.0-or-later
// A text as it reads once escapes are undone, that still knows where each of its characters came from.
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

namespace assay::secrets {

struct DecodedView {
    QString text;
    QList<qsizetype> origins; ///< of each unit of `text`, and one more: where the source ends

    [[nodiscard]] bool isEmpty() const { return text.isEmpty(); }
};

/// One round of JSON escapes (\" \n \u0041 …); empty when there is none.
[[nodiscard]] DecodedView withoutJsonEscapes(QStringView text);
/// One round of percent escapes; empty when there is none. Bytes beyond ASCII become a mark that no rule fits.
[[nodiscard]] DecodedView withoutPercentEscapes(QStringView text);

} // namespace assay::secrets
