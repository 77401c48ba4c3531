// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/contenthash.h"

#include "core/base/jcs.h"

#include <QCryptographicHash>

namespace assay {

QString contentHash(QByteArrayView bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString contentHash(const Json &value)
{
    return contentHash(QByteArrayView(toJcs(value)));
}

} // namespace assay
