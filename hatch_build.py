"""What the wheel holds beyond the packages: the man page, made of the help of the commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPage(BuildHookInterface):  # type: ignore[type-arg]
    """Puts kb.1 where pip lays it beside the program: share/man/man1."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the page before the wheel is packed."""
        sys.path.insert(0, self.root)
        from kb.cli import cli
        from kb.manual import man_page

        self._page.parent.mkdir(parents=True, exist_ok=True)
        self._page.write_text(man_page(cli), encoding="utf-8")
        build_data["shared_data"][str(self._page)] = "share/man/man1/kb.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing beside the wheel."""
        self._page.unlink()

    @property
    def _page(self) -> Path:
        return Path(self.directory) / "kb.1"
