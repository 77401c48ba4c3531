// SPDX-License-Identifier: GPL-3.0-or-later
// A provider in fields: kind, name, address, source of the key, connection. Gives a whole configuration, or says which field is wrong.
#pragma once

#include "core/provider/registry.h"
#include "ui/pages/models/fieldform.h"
#include "ui/pages/models/keysourceeditor.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::ui {

class ProviderForm final : public FieldForm {
    Q_OBJECT

public:
    ProviderForm(const provider::Registry &registry, QWidget *parent);

    /// For a new one: the fields of a kind, its usual address and variable filled in.
    void showNew(const QStringList &takenNames);
    void show(const provider::ProviderConfig &config, const QStringList &takenNames);
    /// With the id of the one that was shown. Nothing after showing what is wrong.
    [[nodiscard]] std::optional<provider::ProviderConfig> read();
    [[nodiscard]] std::vector<TypedKey> takeTypedKeys();
    [[nodiscard]] bool hasTypedKey() const { return m_key->hasTypedKey(); }
    /// Errors of saving and of the kind's own check, at the field that they name.
    void showProblem(const Error &error) override;

private:
    void makeFields();
    void showKind(const QString &kind, const provider::KindInfo &info);
    void chooseKind();
    void chooseFile();
    [[nodiscard]] Result<Json> readOptions() const;
    [[nodiscard]] Result<provider::ProviderConfig> config() const;

    const provider::Registry &m_registry;
    QComboBox *m_kind;
    QLabel *m_note;
    QLineEdit *m_name;
    QLineEdit *m_address;
    KeySourceEditor *m_key;
    QLineEdit *m_concurrency;
    QLineEdit *m_certificates;
    QPushButton *m_chooseFile;
    QCheckBox *m_plainHttp;
    CodeView *m_options;
    QStringList m_takenNames;
    provider::ProviderConfig m_shown;
    bool m_isNameTyped = false;
};

} // namespace assay::ui
