// SPDX-License-Identifier: GPL-3.0-or-later
// A form with a file in it, as uploads take it. Source: RFC 7578.
#pragma once

#include <QByteArray>
#include <QList>

namespace assay::provider::openai {

struct MultipartForm {
    QByteArray contentType; ///< with the boundary
    QByteArray body;
};

/// Names and texts of the fields hold no quotes and no line ends. Equal contents give equal bytes.
[[nodiscard]] MultipartForm multipartForm(
    const QList<std::pair<QByteArray, QByteArray>> &fields, const QByteArray &fileName, const QByteArray &fileType, const QByteArray &content);

} // namespace assay::provider::openai
