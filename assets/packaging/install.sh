#!/bin/sh
# Installs Dunning Desk for the user who runs this, or removes it: install.sh [--remove]
# Nothing is changed outside the user's own folders; books and settings are never touched.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
programs=$data/dunningdesk-program
links=$HOME/.local/bin

rm -rf "$programs"
rm -f "$links/dunningdesk" "$data/applications/dunningdesk.desktop" "$data/icons/hicolor/512x512/apps/dunningdesk.png"
if [ "${1:-}" = --remove ]; then
	echo "Dunning Desk is removed. Books and settings are still where they were."
	exit 0
fi

mkdir -p "$programs" "$links" "$data/applications" "$data/icons/hicolor/512x512/apps"
cp -R "$here/dunningdesk" "$here/connectors" "$here/LICENSE" "$here/THIRD-PARTY-LICENSES" "$programs/"
ln -s "$programs/dunningdesk" "$links/dunningdesk"
cp "$here/dunningdesk.png" "$data/icons/hicolor/512x512/apps/"
sed "s|^Exec=.*|Exec=\"$programs/dunningdesk\"|" "$here/dunningdesk.desktop" >"$data/applications/dunningdesk.desktop"
echo "Dunning Desk is installed: start it from the menu, or as $links/dunningdesk"
