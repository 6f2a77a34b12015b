"""Where the front-end packages of `package-lock.json` are served from.

Nothing of third parties lies in the repository: `npm ci` puts the packages in `node_modules`, and only the folders
named here are served, each under `vendor/`.
"""

from pathlib import Path

# (the name under /static/, the folder in node_modules)
VENDOR_FOLDERS = (
    ("vendor/designsystemet", "@digdir/designsystemet-css/dist/src"),
    ("vendor/designsystemet-theme", "@digdir/designsystemet-css/dist/theme"),
    ("vendor/inter", "@fontsource-variable/inter/files"),
)


def vendor_static_dirs(base_dir: Path) -> list[tuple[str, Path]]:
    """The entries that settings add to STATICFILES_DIRS."""
    packages = base_dir / "node_modules"
    return [(prefix, packages / folder) for prefix, folder in VENDOR_FOLDERS]
