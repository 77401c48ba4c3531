// SPDX-License-Identifier: GPL-3.0-or-later
// Where a provider's key comes from: one source, or one for each label of a prompt. A key that is typed in goes to the keychain or to this session, and
// is given out once, as bytes that are wiped.
#pragma once

#include "core/secrets/keysource.h"
#include "core/secrets/keystore.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace assay::ui {

/// A key that was typed in, and where it is to be kept.
struct TypedKey {
    QString scheme; ///< "keychain" or "memory"
    QString name;
    secrets::Secret key;
};

class KeySourceEditor final : public QWidget {
    Q_OBJECT

public:
    explicit KeySourceEditor(QWidget *parent);

    /// Nothing can be changed while something is `against` it.
    void setOffered(const QString &against);
    /// The usual variable and the provider's name fill what is empty when a kind of source is chosen.
    void setSuggestions(const QString &variable, const QString &name);
    void setSource(const QString &text);
    /// As a workspace holds it. Errors: invalidInput, naming what is missing.
    [[nodiscard]] Result<QString> source() const;
    /// Whether a key stands in a field.
    [[nodiscard]] bool hasTypedKey() const;
    /// What was typed; the fields are empty afterwards.
    [[nodiscard]] std::vector<TypedKey> takeTypedKeys();

Q_SIGNALS:
    void edited();

private:
    struct Row {
        QWidget *widget = nullptr;
        QLineEdit *label = nullptr;
        QComboBox *scheme = nullptr;
        QLineEdit *name = nullptr;
        QLineEdit *key = nullptr;
        QPushButton *remove = nullptr;
    };
    void addRow(const secrets::KeySource::Part &part);
    void offerFields(const Row &row);
    void removeRow(QWidget *widget);
    void arrange();
    void arrange(const Row &row);
    void suggest(const Row &row);

    QVBoxLayout *m_column;
    QPushButton *m_more;
    QList<Row> m_rows;
    QString m_against; ///< why nothing can be changed
    QString m_variable;
    QString m_name;
};

} // namespace assay::ui
