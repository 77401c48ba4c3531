// SPDX-License-Identifier: GPL-3.0-or-later
// Temperature, output cap and response format of a version; an empty field means the provider's default.
#pragma once

#include "core/prompt/promptversion.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace assay::ui {

class ParametersBar final : public QWidget {
    Q_OBJECT

public:
    explicit ParametersBar(QWidget *parent);
    void setContent(const prompt::Content &content);
    /// Writes the fields into `content`. Errors: invalidInput naming the field.
    [[nodiscard]] Result<prompt::Content> applyTo(prompt::Content content) const;
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    QLineEdit *m_temperature;
    QLineEdit *m_maxTokens;
    QComboBox *m_format;
};

} // namespace assay::ui
