// SPDX-License-Identifier: GPL-3.0-or-later
// A model in fields: names, tier, price, limits, how it is asked. Gives a whole configuration, or says which field is wrong.
#pragma once

#include "core/pricing/price.h"
#include "core/provider/modelconfig.h"
#include "ui/pages/models/fieldform.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::ui {

class ModelForm final : public FieldForm {
    Q_OBJECT

public:
    explicit ModelForm(QWidget *parent);

    /// `listPrice` is what the price book has for it today.
    void show(const provider::ModelConfig &config, const QStringList &takenNames, const std::optional<pricing::Price> &listPrice);
    /// With the id and the provider of the one that was shown. Nothing after showing what is wrong.
    [[nodiscard]] std::optional<provider::ModelConfig> read();

private:
    void makeFields();
    void showPrice(const std::optional<pricing::Price> &price);
    [[nodiscard]] Result<std::optional<pricing::Price>> readPrice() const;
    [[nodiscard]] Result<Json> readOptions() const;
    [[nodiscard]] Result<provider::ModelConfig> config() const;

    QLineEdit *m_name;
    QLineEdit *m_apiName;
    QComboBox *m_tier;
    QLineEdit *m_input;
    QLineEdit *m_output;
    QLineEdit *m_cached;
    QLineEdit *m_written;
    QLineEdit *m_batch;
    QLabel *m_priceNote;
    QPushButton *m_fromBook;
    QLineEdit *m_requests;
    QLineEdit *m_tokens;
    QLineEdit *m_concurrency;
    QLineEdit *m_maxOutput;
    QCheckBox *m_stream;
    QComboBox *m_effort;
    QLineEdit *m_thinking;
    QCheckBox *m_cache;
    CodeView *m_abilities;
    QStringList m_takenNames;
    provider::ModelConfig m_shown;
    std::optional<pricing::Price> m_price; ///< that the fields were filled from
    std::optional<pricing::Price> m_listPrice;
};

} // namespace assay::ui
