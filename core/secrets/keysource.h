// SPDX-License-Identifier: GPL-3.0-or-later
// Where a provider's key comes from, as a workspace holds it: "env:OPENAI_API_KEY", "keychain:work", "command:op read op://vault/item/field",
// "memory:once"; or one for each label of a prompt, the last without a label for all others: "production=keychain:prod;staging=env:STAGE;env:DEV".
// Never the key itself.
#pragma once

#include "core/base/error.h"

#include <QList>

namespace assay::secrets {

class KeySource {
public:
    struct Part {
        QString label;  ///< empty: for every label that has none of its own
        QString scheme; ///< "env"
        QString name;   ///< "OPENAI_API_KEY"
        bool operator==(const Part &) const = default;
    };

    /// Errors: invalidInput. The text is not repeated: it may be a key that was pasted there.
    [[nodiscard]] static Result<KeySource> fromText(const QString &text);

    /// Nothing when there is none for this label. An empty source has no parts, and means that no key is needed.
    [[nodiscard]] const Part *forLabel(QStringView label) const;
    [[nodiscard]] const QList<Part> &parts() const { return m_parts; }

private:
    QList<Part> m_parts;
};

/// Refuses what looks like a key where a name, a label or an address belongs; `what` is such as "The name". Errors: invalidInput, which never repeats the text.
[[nodiscard]] Result<void> checkNoKey(const QString &what, const QString &text);

} // namespace assay::secrets
