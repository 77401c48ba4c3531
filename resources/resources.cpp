// SPDX-License-Identifier: GPL-3.0-or-later
// The library is its resources; a static library wants one object of its own.
