#!/bin/sh
# SPDX-License-Identifier: MIT
# A sample provider program for identity checks, in plain sh.
#
#     qctool.ini of the store:  [provider.id]
#                               program = /path/to/examples/providers/identity.sh
#
#     qctool compare score --provider --identity
#
# A real one asks a licensed service whether name, number and face belong
# together.  This one goes by the last digit of the number: 1 is suspect, 2 is
# somebody else, 3 is not in the register, 4 cannot be judged, the rest is
# right.
#
# In comes a JSON object a line, {"id":7,"name":"…","number":"…","a":"/path"};
# out goes {"id":7,"outcome":"same"} (suspect, notsame, invalid) or
# {"id":7,"error":"…"}.  qctool writes the fields in this order without blanks.
echo '{"provider":"sample-identity","version":"1"}'
while IFS= read -r line; do
	id=$(printf '%s\n' "$line" | sed 's/.*"id":\([0-9]*\).*/\1/')
	last=$(printf '%s\n' "$line" |
		sed 's/.*"number":"[^"]*\([0-9X]\)".*/\1/')
	case $last in
	1) said='"outcome":"suspect"' ;;
	2) said='"outcome":"notsame"' ;;
	3) said='"outcome":"invalid"' ;;
	4) said='"error":"the service has no photo"' ;;
	*) said='"outcome":"same"' ;;
	esac
	printf '{"id":%s,%s}\n' "$id" "$said"
done
