// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/multipart.h"

#include "core/base/contenthash.h"

namespace assay::provider::openai {

namespace {
constexpr qsizetype kBoundaryDigits = 40;
}

MultipartForm multipartForm(const QList<std::pair<QByteArray, QByteArray>> &fields, const QByteArray &fileName, const QByteArray &fileType, const QByteArray &content)
{
    // No content holds its own hash, so the boundary stands nowhere in it.
    const QByteArray boundary = "assay-" + contentHash(QByteArrayView(content)).left(kBoundaryDigits).toLatin1();
    MultipartForm form;
    form.contentType = "multipart/form-data; boundary=" + boundary;
    form.body.reserve(content.size() + 1024);
    for (const auto &[name, text] : fields)
        form.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    form.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName + "\"\r\nContent-Type: " + fileType + "\r\n\r\n";
    form.body += content;
    form.body += "\r\n--" + boundary + "--\r\n";
    return form;
}

} // namespace assay::provider::openai
