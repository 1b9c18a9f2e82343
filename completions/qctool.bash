# bash completion for qctool; made by make docs.
_qctool()
{
	local cur=${COMP_WORDS[COMP_CWORD]}
	local noun=${COMP_WORDS[1]} verb=${COMP_WORDS[2]}
	local global=" --store --task --jobs --json --jsonl --output --dry-run --quiet --verbose --lang --unmask --as --at --lock-wait --no-timing --help --version" words=""
	if [ "$COMP_CWORD" = 1 ]; then
		words=" init task roster code photo compare review case pay package report print run log store version help"
	elif [ "$COMP_CWORD" = 2 ]; then
		case $noun in
		init) words="" ;;
		task) words=" create list show set close clone" ;;
		roster) words=" import check dump diff add set alias remove show export" ;;
		code) words=" scan import match list missing confirm supersede" ;;
		photo) words=" check make matte profiles import match export list rename" ;;
		compare) words=" same dup audit run score" ;;
		review) words=" list board import reasons open approve reject withdraw replace reopen" ;;
		case) words=" show history quota grant set escalate dispute confirm exempt" ;;
		pay) words=" import status exempt" ;;
		package) words=" build verify list receipt bounce online dispute" ;;
		report) words=" status missing stats overdue notify evidence" ;;
		print) words=" sheet" ;;
		run) words=" nightly" ;;
		log) words=" show undo verify" ;;
		store) words=" check backup restore migrate" ;;
		version) words="" ;;
		help) words="" ;;
		esac
	elif [[ $cur == -* ]]; then
		case "$noun $verb" in
		"init ") words="" ;;
		"task create") words=" --school-code --school-name --category --year --kind --window-start --window-end --feature-code --accept-profile --output-profile --like --set" ;;
		"task list") words=" --all --school" ;;
		"task show") words="" ;;
		"task set") words="" ;;
		"task close") words=" --undo" ;;
		"task clone") words="" ;;
		"roster import") words=" --map --sheet --charset --separator --lenient --all" ;;
		"roster check") words=" --map --sheet --charset --separator --lenient --all --school-code" ;;
		"roster dump") words=" --sheet --sheets --format --charset --separator --lenient" ;;
		"roster diff") words=" --map --sheet --charset --separator --lenient --all --key" ;;
		"roster add") words="" ;;
		"roster set") words="" ;;
		"roster alias") words="" ;;
		"roster remove") words="" ;;
		"roster show") words=" --college --class --level --state --finding --since --ids" ;;
		"roster export") words=" --college --class --level --state --finding --since --ids" ;;
		"code scan") words=" --budget --provider" ;;
		"code import") words=" --budget" ;;
		"code match") words=" --set" ;;
		"code list") words="" ;;
		"code missing") words=" --college --class --level --state --finding --since --ids" ;;
		"code confirm") words=" --college --class --level --state --finding --since --ids" ;;
		"code supersede") words=" --reason" ;;
		"photo check") words=" --profile --source --again --college --class --level --state --finding --since --ids" ;;
		"photo make") words=" --profile --background --keep-background --force --again --replace --contact --college --class --level --state --finding --since --ids" ;;
		"photo matte") words=" --replace --contact" ;;
		"photo profiles") words="" ;;
		"photo import") words=" --kind --again" ;;
		"photo match") words=" --kind --set" ;;
		"photo export") words=" --profile --name --background --keep-background --force --contact --college --class --level --state --finding --since --ids" ;;
		"photo list") words=" --kind --waiting" ;;
		"photo rename") words=" --to --roster --root --plan --apply --undo" ;;
		"compare same") words=" --pairs --same --suspect" ;;
		"compare dup") words=" --suspect" ;;
		"compare audit") words=" --roster --same --suspect" ;;
		"compare run") words=" --college --class --level --state --finding --since --ids" ;;
		"compare score") words=" --map --scale --threshold --provider --identity --need --college --class --level --state --finding --since --ids" ;;
		"review list") words=" --college --class --level --state --finding --since --ids" ;;
		"review board") words=" --college --class --level --state --finding --since --ids" ;;
		"review import") words="" ;;
		"review reasons") words="" ;;
		"review open") words=" --note --college --class --level --state --finding --since --ids" ;;
		"review approve") words=" --note --overrule --all-pending --college --class --level --state --finding --since --ids" ;;
		"review reject") words=" --reason --note --college --class --level --state --finding --since --ids" ;;
		"review withdraw") words=" --note --college --class --level --state --finding --since --ids" ;;
		"review replace") words="" ;;
		"review reopen") words=" --note --college --class --level --state --finding --since --ids" ;;
		"case show") words=" --college --class --level --state --finding --since --ids" ;;
		"case history") words="" ;;
		"case quota") words=" --college --class --level --state --finding --since --ids" ;;
		"case grant") words=" --reason --college --class --level --state --finding --since --ids" ;;
		"case set") words=" --reason --state --college --class --level --state --finding --since --ids" ;;
		"case escalate") words=" --reason --college --class --level --state --finding --since --ids" ;;
		"case dispute") words=" --reason --college --class --level --state --finding --since --ids" ;;
		"case confirm") words=" --enrollment --wrong --reason --college --class --level --state --finding --since --ids" ;;
		"case exempt") words=" --reason --college --class --level --state --finding --since --ids" ;;
		"pay import") words=" --map" ;;
		"pay status") words=" --college --class --level --state --finding --since --ids" ;;
		"pay exempt") words=" --reason --undo --college --class --level --state --finding --since --ids" ;;
		"package build") words=" --profile --no-identity --name --folder --by --zip-names --max-mb --max-count --password-file --thumbnails --again --college --class --level --state --finding --since --ids" ;;
		"package verify") words=" --profile --photo-profile --manifest --password-file --no-photos" ;;
		"package list") words="" ;;
		"package receipt") words=" --map" ;;
		"package bounce") words=" --map" ;;
		"package online") words=" --map" ;;
		"package dispute") words=" --map" ;;
		"report status") words=" --college --class --level --state --finding --since --ids" ;;
		"report missing") words=" --by --college --class --level --state --finding --since --ids" ;;
		"report stats") words=" --days --college --class --level --state --finding --since --ids" ;;
		"report overdue") words=" --college --class --level --state --finding --since --ids" ;;
		"report notify") words=" --text --college --class --level --state --finding --since --ids" ;;
		"report evidence") words="" ;;
		"print sheet") words=" --layout --paper --caption --mixed --college --class --level --state --finding --since --ids" ;;
		"run nightly") words=" --settle --keep --lists" ;;
		"log show") words=" --case --since --seals" ;;
		"log undo") words=" --reason" ;;
		"log verify") words=" --anchor" ;;
		"store check") words=" --anchor" ;;
		"store backup") words="" ;;
		"store restore") words="" ;;
		"store migrate") words="" ;;
		"version ") words="" ;;
		"help ") words="" ;;
		esac
		words="$words $global"
	fi
	if [ -n "$words" ]; then
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
	else
		COMPREPLY=($(compgen -f -- "$cur"))
	fi
}
complete -o filenames -F _qctool qctool
