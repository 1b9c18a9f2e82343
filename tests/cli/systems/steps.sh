# The words of the systems' scenarios; each cmd reads this file first.
# Everything is said on one stream, so that a refusal stands after its step.
exec 2>&1
export QCTOOL_STORE=s
now=

say() { echo "== $*"; }
on() { now=2026-$1T$2:00+08:00; }           # MM-DD HH:MM, Shanghai
q() { qctool "$@" --at "$now" --as clerk; }
quiet() { q "$@" -q >/dev/null; }

# The words of --json: "status":"…" and the finding codes, each once, a line.
told() { grep -o '"\(status\|code\)":"[^"]*"' | sort -u | cut -d '"' -f 4 | tr '\n' ' '; echo; }
# The values of these keys of --json, a line each.
only() { grep -o "\"\($1\)\":[^,}]*"; }
state() {
	for number; do
		q case show "$number" --json | grep -o '"state":"[a-z]*"' | head -n 1 | cut -d '"' -f 4
	done
}

# office PRESET [OPTION…]: a task of that system with the roster of examples/.
office() {
	preset=$1
	shift
	qctool init -q
	q task create 2026届 --like "$preset" --school-code 99101 --school-name 示例大学 --year 2026 \
		--window-start 2026-04-10 --window-end 2026-05-31 "$@" -q
	quiet roster import examples/roster.xlsx
}

# give NUMBER PHOTO: a picture of examples/photos (or ./ or examples/…) comes in
# under that number.
sent=0
give() {
	sent=$((sent + 1))
	mkdir in$sent
	case $2 in
	examples/* | ./*) cp "$2" "in$sent/$1.jpg" ;;
	*) cp "examples/photos/$2" "in$sent/$1.jpg" ;;
	esac
	q photo import in$sent --json | told
}
# submit NUMBER PHOTO: as give, made and compared, up to the reviewer.
submit() {
	give "$@"
	quiet photo make
	quiet compare run
	state "$1"
}
# paid NUMBER [FEN-LESS SUM [ORDER]]
paid() {
	printf '学号,项目,金额,订单号,缴费时间,状态\n%s,图像采集,%s,%s,2026-04-15 08:30:00,已支付\n' \
		"$1" "${2:-30.00}" "${3:-N$1}" >pay.csv
	quiet pay import pay.csv
}
# outcome NUMBER WORD: what the identity check answered.
outcome() {
	printf '学号,核验结果\n%s,%s\n' "$1" "$2" >outcome.csv
	q compare score outcome.csv --json | told
}
# score NUMBER POINTS: what the face comparison answered.
score() {
	printf '学号,分数\n%s,%s\n' "$1" "$2" >score.csv
	q compare score score.csv --json | told
}
# looks NUMBER: the made photo of that student by the standard.
looks() {
	made=$(q case show "$1" --json | grep -o '"made":"[0-9a-f]*"' | cut -d '"' -f 4)
	cp "$(find s/made -name "$made*")" looks.jpg
	(unset QCTOOL_STORE; qctool photo check looks.jpg --json) | only 'verdict\|width\|height'
}
# notice NUMBER…: what these students are told.
notice() { q report notify "$@" --json | grep -o '"text":"[^"]*"' | cut -d '"' -f 4; }
