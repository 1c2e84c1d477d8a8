# The words of the line up to the cursor into `words`: what bash splits at `=` and `:` is put together again.
_sce_read_words() {
  local rest=${COMP_LINE:0:COMP_POINT} trimmed part i
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    trimmed=${rest#"${rest%%[![:space:]]*}"}
    part=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || part=$trimmed
    if ((i)) && [[ $trimmed == "$rest" ]]; then
      words[${#words[@]}-1]+=$part
    else
      words+=("$part")
    fi
    rest=${trimmed#"$part"}
  done
}

# A word as the command will see it.
_sce_plain() {
  REPLY=$1
  case $REPLY in
    \'* | \"*) REPLY=${REPLY:1} REPLY=${REPLY%[\'\"]} ;;
    *) REPLY=${REPLY//\\/} REPLY=${REPLY/#\~\//"$HOME"/} ;;
  esac
}

# What stands before the cursor: the command, its operands, and the option whose value is being typed.
_sce_read_line() {
  local i word last=$((${#words[@]} - 1))
  command='' option='' operands=()
  for ((i = 1; i < last; i++)); do
    word=${words[i]}
    case $word in
      -e) [[ $command ]] || command=-e ;;
    esac
    if [[ $word == -?* ]]; then
      if _sce_value_of "$word"; then
        ((i + 1 < last)) || option=$word
        ((++i))
      fi
    elif [[ ! $command && ${#operands[@]} -eq 0 && " $_sce_commands " == *" $word "* ]]; then
      command=$word
    else
      _sce_plain "$word"
      operands+=("$REPLY")
    fi
  done
  if [[ ! $command && ${#operands[@]} -gt 0 ]]; then command=run; fi
}

# Those of the lines that start with what has been typed, between a prefix and an end.
_sce_offer_lines() {
  local prefix=$1 start=$2 end=$3 line
  while IFS= read -r line; do
    [[ $line == "$start"* ]] && COMPREPLY+=("$prefix$line$end")
  done
}

_sce_offer_files() {
  compopt -o filenames 2>/dev/null
  local line
  while IFS= read -r line; do COMPREPLY+=("$1$line"); done < <(compgen "${@:3}" -- "$2")
}

_sce_ask() {
  local program=${words[0]/#\~\//"$HOME"/}
  [[ $1 == codes || $1 == names || ${operands[0]} ]] && "$program" --complete "$1" "${operands[0]}" 2>/dev/null
}

# _sce_offer KIND PREFIX START
_sce_offer() {
  case $1 in
    words\ *) _sce_offer_lines "$2" "$3" '' < <(printf '%s\n' ${1#words }) ;;
    sce) _sce_offer_files "$2" "$3" -f -X '!*.sce'; _sce_offer_files "$2" "$3" -d ;;
    sce+code) _sce_offer sce "$2" "$3"; [[ $3 == E* ]] && _sce_offer code "$2" "$3" ;;
    sce+name) _sce_offer sce "$2" "$3"; _sce_offer name "$2" "$3" ;;
    file) _sce_offer_files "$2" "$3" -f ;;
    folder) _sce_offer_files "$2" "$3" -d ;;
    side)
      _sce_offer sce "$2" "$3"
      _sce_offer_lines "$2" "$3" '' < <(git for-each-ref --format='%(refname:short)' 2>/dev/null)
      ;;
    path) _sce_offer_lines "$2" "$3" '' < <(_sce_ask paths) ;;
    assign)
      [[ $3 == *=* ]] && return
      compopt -o nospace 2>/dev/null
      _sce_offer_lines "$2" "$3" = < <(_sce_ask paths)
      ;;
    scenario) _sce_offer_lines "$2" "$3" '' < <(_sce_ask scenarios) ;;
    name) _sce_offer_lines "$2" "$3" '' < <(_sce_ask names) ;;
    code) _sce_offer_lines "$2" "$3" '' < <(_sce_ask codes) ;;
  esac
}

# What comes at the place of the cursor, behind the operands that are there.
_sce_offer_operand() {
  local kinds last
  _sce_operands_of "${command:-run}"
  read -ra kinds <<<"$REPLY"
  ((${#kinds[@]})) || return
  last=${kinds[${#kinds[@]}-1]}
  if ((${#operands[@]} < ${#kinds[@]})); then
    last=${kinds[${#operands[@]}]}
  elif [[ $last != *\* ]]; then
    return
  fi
  _sce_offer "${last%\*}" '' "$1"
}

_sce() {
  local words command option operands REPLY word start cut
  COMPREPLY=()
  _sce_read_words
  _sce_read_line
  word=${words[${#words[@]}-1]}
  start=${word#[\'\"]}
  if [[ $option ]]; then
    _sce_value_of "$option" && _sce_offer "$REPLY" '' "$start"
  elif [[ $word == --*=* ]]; then
    { _sce_value_of "${word%%=*}" || _sce_value_of "${word%%=*}="; } && _sce_offer "$REPLY" "${word%%=*}=" "${word#*=}"
  elif [[ $word == -* ]]; then
    _sce_options_of "${command:-run}"
    [[ $command ]] || REPLY+=' -e'
    _sce_offer "words $REPLY" '' "$word"
  else
    [[ $command ]] || _sce_offer "words $_sce_commands" '' "$start"
    _sce_offer_operand "$start"
  fi
  # Readline replaces only what stands behind the last of these that it splits words at.
  cut=
  [[ $COMP_WORDBREAKS == *=* && $start == *=* ]] && cut=${start%"${start##*=}"}
  [[ $COMP_WORDBREAKS == *:* && ${start#"$cut"} == *:* ]] && cut=${start%"${start##*:}"}
  [[ $cut ]] && COMPREPLY=("${COMPREPLY[@]#"$cut"}")
  return 0
}

complete -F _sce sce
