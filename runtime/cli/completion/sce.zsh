# What stands before the cursor: the command, its operands, and the option whose value is being typed.
_sce_read_line() {
  local i word
  command='' option='' operands=()
  for ((i = 2; i < CURRENT; i++)); do
    word=${(Q)words[i]}
    [[ $word == -e && -z $command ]] && command=-e
    if [[ $word == -?* ]]; then
      if _sce_value_of "$word"; then
        ((i + 1 < CURRENT)) || option=$word
        ((++i))
      fi
    elif [[ -z $command && $#operands -eq 0 && -n ${(M)_sce_commands:#$word:*} ]]; then
      command=$word
    else
      operands+=("${word/#\~\//$HOME/}")
    fi
  done
  if [[ -z $command && $#operands -gt 0 ]]; then command=run; fi
}

_sce_ask() {
  [[ $1 == codes || $1 == names || -n $operands[1] ]] || return
  lines=("${(@f)$(${(Q)${words[1]/#\~\//$HOME/}} --complete $1 "$operands[1]" 2>/dev/null)}")
  lines=(${lines:#})
}

# _sce_offer KIND
_sce_offer() {
  local -a lines
  case $1 in
    words\ *) lines=(${=1#words }); compadd -a lines ;;
    sce) _files -g '*.sce(-.)' ;;
    sce+code)
      _sce_ask codes
      [[ $PREFIX == E* ]] && compadd -a lines
      _files -g '*.sce(-.)'
      ;;
    sce+name) _sce_ask names; compadd -a lines; _files -g '*.sce(-.)' ;;
    file) _files ;;
    folder) _files -/ ;;
    side)
      lines=(${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"})
      compadd -a lines
      _files -g '*.sce(-.)'
      ;;
    path) _sce_ask paths; compadd -a lines ;;
    assign) [[ $PREFIX == *=* ]] || { _sce_ask paths; compadd -S '=' -q -a lines; } ;;
    scenario) _sce_ask scenarios; compadd -a lines ;;
    name) _sce_ask names; compadd -a lines ;;
    code) _sce_ask codes; compadd -a lines ;;
  esac
}

# What comes at the place of the cursor, behind the operands that are there.
_sce_offer_operand() {
  local -a kinds
  local kind
  _sce_operands_of "${command:-run}"
  kinds=(${=REPLY})
  (($#kinds)) || return
  if (($#operands < $#kinds)); then
    kind=$kinds[$#operands+1]
  elif [[ $kinds[-1] == *\* ]]; then
    kind=$kinds[-1]
  else
    return
  fi
  _sce_offer "${kind%\*}"
}

_sce() {
  local command option REPLY
  local -a operands reply
  _sce_read_line
  if [[ -n $option ]]; then
    _sce_value_of "$option" && _sce_offer "$REPLY"
  elif [[ $PREFIX == --*=* ]]; then
    { _sce_value_of "${PREFIX%%=*}" || _sce_value_of "${PREFIX%%=*}=" } && compset -P '[^=]#=' && _sce_offer "$REPLY"
  elif [[ $PREFIX == -* ]]; then
    _sce_options_of "${command:-run}"
    [[ -n $command ]] || reply+=('-e:evaluate one expression')
    _describe -o option reply
  else
    [[ -n $command ]] || _describe command _sce_commands
    _sce_offer_operand
  fi
}

if [[ $funcstack[1] == _sce ]]; then _sce "$@"; else compdef _sce sce; fi
