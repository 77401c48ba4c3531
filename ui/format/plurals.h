// SPDX-License-Identifier: GPL-3.0-or-later
// English needs a translation too where a text counts: "%n item(s)" becomes "1 item" or "2 items". Install it on the application.
#pragma once

#include <QTranslator>

namespace assay::ui::format {

class EnglishPlurals final : public QTranslator {
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *disambiguation, int n) const override;
};

} // namespace assay::ui::format
