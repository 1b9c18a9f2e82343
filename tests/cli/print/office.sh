# An office with three approved photos in two classes; each cmd reads this first.
exec 2>&1
export QCTOOL_STORE=s
q() { qctool "$@" --at 2026-05-11T09:00:00+08:00 --as clerk; }
quiet() { q "$@" -q >/dev/null; }
look() { /usr/bin/python3 "$ROOT/tests/cli/print/prints.py" "$@"; }
words() { pdftotext -layout "$1" - | tr -s ' \n\f' ' '; echo; }
made() { find s/made -name "$(q case show "$1" --json | grep -o '"made":"[0-9a-f]*"' | cut -d '"' -f 4)*"; }
qctool init -q
quiet task create t --school-code 99101 --school-name 示例大学 --year 2026
quiet roster import examples/roster.xlsx
for f in 2022010101.jpg 2022010105_郑云舟.jpg '2022010107 李明澈.jpg' 2022030109.jpg 990107200401125089.jpg 2022030105.jpg; do
	quiet photo import "examples/photos/$f"
done
quiet photo make
quiet compare run
quiet review approve --all-pending
