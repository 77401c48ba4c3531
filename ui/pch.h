// SPDX-License-Identifier: GPL-3.0-or-later
// The headers that nearly every unit of the window pulls in anyway, compiled once.
#pragma once

#include <QAbstractItemModel>
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QFutureWatcher>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include <QCoro/QCoroTask>

#include <jsoncons/json.hpp>

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
