// SPDX-License-Identifier: GPL-3.0-or-later
// How templates are read and filled in, where engines let their users choose. Pinned in a version, so that it renders the same for ever.
#pragma once

namespace assay::prompt {

struct TemplateOptions {
    bool lenient = false;      ///< a missing variable is empty, as lenient engines have it, and no error
    bool trimBlocks = false;   ///< the line end after a statement's tag goes
    bool lstripBlocks = false; ///< blanks from the line's start to a statement's tag go

    bool operator==(const TemplateOptions &) const = default;
};

} // namespace assay::prompt
