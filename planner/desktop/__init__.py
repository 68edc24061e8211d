"""The Qt application: one folder for each page ("room") and what rooms share."""

import sys

import PySide6.QtCore  # noqa: F401 (it brings what is turned off here)

# PySide reads the source of every module imported after it, to learn whether the module might ask for another
# spelling of Qt's names (`__feature__`). None of ours does, and this would be a tenth of the start.
_feature = vars(sys.modules.get("shibokensupport.feature", object))
if "_mod_uses_pyside" in _feature:
    _feature["_mod_uses_pyside"] = lambda _module: True
