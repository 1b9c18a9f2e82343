# share/findings.ini -> rows of the C array in rules/finding.c.
function quote(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
function flush() {
	if (code == "")
		return
	if (v["zh"] == "" || v["en"] == "" || v["sev"] !~ /^(error|warn|info)$/) {
		print "share/findings.ini: " code ": needs sev, zh and en" > "/dev/stderr"
		exit_code = 1
	}
	printf "\t{%s, FINDING_%s, {%s, %s}, {%s, %s}},\n", quote(code), toupper(v["sev"]), quote(v["en"]), quote(v["zh"]), quote(v["en.do"]), quote(v["zh.do"])
	delete v
}
/^#/ || /^[ \t]*$/ { next }
/^\[/ { flush(); code = substr($0, 2, length($0) - 2); if (code in seen) { print "twice: " code > "/dev/stderr"; exit_code = 1 } seen[code] = 1; next }
{ i = index($0, "="); k = substr($0, 1, i - 1); gsub(/[ \t]/, "", k); val = substr($0, i + 1); sub(/^[ \t]+/, "", val); v[k] = val }
END { flush(); exit exit_code }
