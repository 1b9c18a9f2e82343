# bash completion for qctool: the program itself says what may stand where.
_qctool()
{
	local program=${COMP_WORDS[0]/#\~\//$HOME/} line word
	COMPREPLY=()
	while IFS= read -r line; do
		case $line in
		:files)
			compopt -o filenames 2>/dev/null
			while IFS= read -r word; do
				COMPREPLY+=("$word")
			done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
			;;
		:folders)
			compopt -o filenames 2>/dev/null
			while IFS= read -r word; do
				COMPREPLY+=("$word")
			done < <(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")
			;;
		*)
			word=${line%%$'\t'*}
			# what the shell would take apart
			case $word in
			*[[:space:]\(\)\&\;\'\"\|\<\>\*\?\$\\]*)
				printf -v word '%q' "$word"
				;;
			*=) compopt -o nospace 2>/dev/null ;;
			esac
			COMPREPLY+=("$word")
			;;
		esac
	done < <("$program" complete -- \
		"${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _qctool qctool
