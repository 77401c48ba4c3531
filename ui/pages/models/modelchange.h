// SPDX-License-Identifier: GPL-3.0-or-later
// What can be undone on the Models page: providers and models as they were, and as they became. It is stored already when it is pushed.
#pragma once

#include "core/store/modelrepository.h"

#include <QUndoCommand>

#include <functional>

namespace assay::ui {

class ModelChange final : public QUndoCommand {
public:
    using Store = std::function<void(const store::ModelSetup &before, const store::ModelSetup &after)>;
    ModelChange(const QString &text, store::ModelSetup before, store::ModelSetup after, Store store)
        : QUndoCommand(text),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_store(std::move(store))
    {
    }

    void undo() override { m_store(m_after, m_before); }
    void redo() override
    {
        if (!std::exchange(m_isStored, false))
            m_store(m_before, m_after);
    }

private:
    store::ModelSetup m_before;
    store::ModelSetup m_after;
    Store m_store;
    bool m_isStored = true;
};

} // namespace assay::ui
