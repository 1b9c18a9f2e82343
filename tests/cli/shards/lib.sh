# For the cases beside: a store in which photos wait, and all of a store as text.
at="--at 2026-05-11T01:30:00+08:00 --as clerk"
ready() { # STORE
	qctool init -q -C "$1"
	qctool task create t -C "$1" --school-code 99101 --year 2026 -q $at
	qctool roster import examples/roster.xlsx -C "$1" -q $at >/dev/null
	for exam in 037 185 259 296 740 851 925; do
		set -- "$@" "examples/enrollment/22990101110$exam.jpg"
	done
	store=$1
	shift
	qctool photo import "$@" --kind enrollment -C "$store" -q $at >/dev/null
	qctool photo import examples/photos/20220[13]010* -C "$store" -q $at \
		>/dev/null
}
dump() { # STORE: rows of all tables, the log with its chain, every file
	for table in $(sqlite3 "$1/qctool.db" "SELECT name FROM sqlite_master
		WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"); do
		echo "$table"
		sqlite3 "$1/qctool.db" "SELECT * FROM $table"
	done
	(cd "$1" && find originals made -type f | LC_ALL=C sort |
		xargs sha256sum)
}
same() { # STORE STORE
	dump "$1" >one.txt
	dump "$2" >two.txt
	cmp one.txt two.txt && echo "$1 and $2 are equal"
}
