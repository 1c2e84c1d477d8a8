" Why this file exists: colours for sce in Vim and Neovim. It follows lang/lexer.re: what is a unit, a block's `<` or a soft keyword is seen
" from what stands around it on its line. The words stand between marks; editors/generate.py writes them from the tables of the language.
if exists('b:current_syntax')
  finish
endif
let s:save = &cpoptions
set cpoptions&vim

" generated: keywords
let s:reserved = 'if|then|else|and|or|not|to|as|by|over|in'
let s:soft = 'use|dimension|unit|kind|fn|extern|each|out'
let s:styles = 'plain|count|scientific|prefixed|cents'
let s:prefix_words = 'prefix|si|binary|required'
" generated: end
" generated: kinds
let s:builtin_kinds = 'claim|scenario'
let s:kinds = 'accelerator|checkpoints|class_dit|cluster|diffusion_training|dit|fleet|footprint|generations|generator|grid|host|image_dit|image_fleet|image_model|image_platform|latent_llm|llm|llm_training|margin|measured_latency|model|ownership|parallel_training|platform|rack|rent_or_buy|scaling_law|served_fleet|serving|site|tiered_fleet|token_fleet|training|training_run|training_stage|transformer|unit_cost|usage|video_dit'
" generated: end
" generated: units
let s:units = '%(%(Ei|Gi|Ki|Mi|Pi|Ti|Yi|Zi|E|G|M|P|Q|R|T|Y|Z|k|m|n|p|u|µ|μ)%(B)|%(Ei|Gi|Ki|Mi|Pi|Ti|Yi|Zi|E|G|M|P|Q|R|T|Y|Z|k|m|n|p|u|µ|μ)=%(bits=)|%(E|G|M|P|Q|R|T|Y|Z|k|m|n|p|u|µ|μ)%(N)|%(E|G|M|P|Q|R|T|Y|Z|k|m|n|p|u|µ|μ)=%(gCO2e|tCO2e|FLOP|MAC|Ah|Hz|Wh|A|J|K|V|W|g|m|s)|%(video_minutes=|video_seconds=|video_hours=|parameters=|video_mins=|video_secs=|watt_hours=|amp_hours=|coulombs=|amperes=|dollars=|kelvins=|minutes=|newtons=|seconds=|frames=|hertzs=|images=|joules=|meters=|metres=|months=|params=|tokens=|tonnes=|bytes=|cents=|grams=|hours=|volts=|watts=|weeks=|years=|amps=|days=|gpus=|mins=|secs=|GPU|USD|hr|wk|yr|d|h))'
" generated: end
" generated: functions
let s:functions = 'abs|activation_memory|all_gather_time|all_reduce_time|argmin|arithmetic_intensity|attainable_rate|attention_work|beta|break_even|ceil|checkpoint_interval|clip_tokens|compute_time|correlate|daly_interval|discrete|dit_macs|dit_params|dit_token_macs|erlang_b|erlang_c|erlang_servers|erlang_wait|exp|exponential|floor|forward_work|gamma|goodput|gpu_months|hardware_utilization|is_memory_bound|iteration_work|kv_cache_memory|latent_attention_params|latent_cache_memory|latent_frames|ln|log10|log2|lognormal|max|mean|memory_time|mfu|mfu_of_rate|mfu_of_run|mfu_of_work|min|mixture|moe_params|normal|optimal_params|optimal_tokens|p|p5|p50|p95|parallel_efficiency|peak_rate|pert|pipeline_efficiency|pow|prev|prob|ridge_point|roofline_time|round|scaling_loss|sd|sqrt|sum|sweep|training_throughput|training_work|training_work_of_pass|transformer_params|triangular|truncate|uniform|weight_memory|work_of_run|zero_memory'
" generated: end

syntax case match
syntax iskeyword @,48-57,_,181,192-255,956

" Pieces of patterns, all of them very magic.
let s:name = '%([A-Za-z_µμ][A-Za-z_0-9µμ]*)'
let s:path = '%(' . s:name . '%(\.' . s:name . ')*)'
let s:gap = '[ \t]*'
let s:not_reserved = '%(%(' . s:reserved . ')>)@!'
let s:exponent = '%(\^%(-=\d+>|\(-=\d+%(/\d+)=\)))='
" Behind a number: no call, no index, no member.
let s:factor = '%(' . s:not_reserved . s:name . '%([A-Za-z_0-9µμ([]|\.[A-Za-z_])@!' . s:exponent . ')'
let s:group = '%(\(' . s:factor . '%([*/]' . s:factor . ')*\)' . s:exponent . ')'
let s:unit = '%(prefix>[ \t]+[a-z])@!' . s:factor . '%([*/]%(' . s:factor . '|' . s:group . '))*'
" Behind a colon or `as`: paths, 1 and % too.
let s:declared = '%(%(' . s:not_reserved . s:path . '|1[A-Za-z_0-9.]@!|\%)' . s:exponent . ')'
let s:declared_group = '%(\(' . s:declared . '%([*/]' . s:declared . ')*\)' . s:exponent . ')'
let s:declared_product = '%(' . s:declared . '|' . s:declared_group . ')%([*/]%(' . s:declared . '|' . s:declared_group . '))*'
" Where an item starts; a look back is bounded, or long lines take long.
let s:start = '%(%(^|[;<])' . s:gap . ')@80<='
" What stands behind the `<` of a block that has one word in front of it, so that `a < b` is none.
let s:head = s:not_reserved . s:path . '%([ \t]+' . s:path . '){0,3}' . s:gap . '%([=:]\=@!|\<\=@!)'
let s:fields = '%(' . s:gap . '%($|[#;>]|' . s:head . '|%(' . s:soft . ')[ \t]+["A-Za-z_]))@='

function! s:match(group, pattern, options) abort
  execute 'syntax match' a:group '/\v' . escape(a:pattern, '/') . '/' a:options
endfunction

" --- words and signs of expressions; brackets hold more of them than lines do ---

syntax cluster sceExpression contains=sceComment,sceSource,sceString,sceNumber,sceMoney,sceCall,sceGroup,sceList,sceControl,sceLogic,sceWord,sceAs,sceOperator,sceConstant,sceStd,sceMember
syntax cluster sceInside contains=@sceExpression,sceComparison,sceParameter

syntax match sceOperator /[-+*\/^]\|\.\.\|[<>=!]=\|==\@!/
syntax match sceComparison /[<>]=\@!/ contained
call s:match('sceControl', '<%(if|then|else)>', '')
call s:match('sceLogic', '<%(and|or|not)>', '')
call s:match('sceWord', '<%(' . substitute(s:reserved, '\v<%(if|then|else|and|or|not|as)>\|=', '', 'g') . ')>', '')
" Behind a number words may stand without a space.
call s:match('sceWord', '%(\d)@1<=%(to|over|by|in)>', '')
call s:match('sceAs', '<as>', 'nextgroup=sceDeclared skipwhite')
syntax match sceConstant /\<none\>/
syntax match sceStd /\<std\.\@=/
call s:match('sceMember', '\.' . s:gap . s:name, 'contains=sceDot')
syntax match sceDot /\./ contained

" --- numbers and what stands behind them ---

call s:match('sceNumber', '%([A-Za-z_µμ])@1<!<\d[0-9_]*%(\.\d[0-9_]*)=%([eE][+-]=\d+)=%([kMT][A-Za-z_0-9µμ]@!|B[A-Za-z_0-9µμ*/]@!|\%)=', 'nextgroup=sceUnitBehind skipwhite')
call s:match('sceMoney', '\$\d[0-9_]*%(\.\d[0-9_]*)=%([eE][+-]=\d+)=%([kMT][A-Za-z_0-9µμ]@!|B[A-Za-z_0-9µμ*/]@!|\%)=', 'nextgroup=sceUnitOfMoney,sceUnitBehind')
call s:match('sceUnitBehind', s:unit, 'contained contains=@sceUnits')
call s:match('sceUnitOfMoney', '[/*]' . s:unit, 'contained contains=@sceUnits')
call s:match('sceDeclared', s:declared_product, 'contained contains=@sceUnits,sceKnownKindOnly,sceOne')
syntax cluster sceUnits contains=sceUnit,sceUserUnit,sceUnitSign,sceExponent
call s:match('sceUserUnit', s:name, 'contained')
call s:match('sceUnit', '[A-Za-z_µμ]@1<!' . s:units . '[A-Za-z_0-9µμ]@!', 'contained')
syntax match sceUnitSign /[*\/^()]/ contained
syntax match sceExponent /\%(\^\|\^(\)\@2<=-\=\d\+\%(\/\d\+\)\=/ contained
syntax match sceOne /\<1\>\|%/ contained
call s:match('sceKnownKindOnly', '[A-Za-z_0-9.*/]@1<!%(' . s:kinds . ')[A-Za-z_0-9.*/^]@!', 'contained')

" --- brackets: behind those that only hold together stands a unit, behind those of a call none ---

syntax region sceGroup matchgroup=sceBracket start=/(/ end=/)/ contains=@sceInside nextgroup=sceUnitBehind skipwhite
syntax region sceList matchgroup=sceBracket start=/\[/ end=/\]/ contains=@sceInside
syntax region sceArguments matchgroup=sceBracket start=/(/ end=/)/ contained contains=@sceInside
call s:match('sceCall', '<' . s:not_reserved . s:path . '%(' . s:gap . '\()@=', 'contains=sceFunction,sceDot nextgroup=sceArguments skipwhite')
call s:match('sceFunction', '[A-Za-z_0-9.]@1<!%(' . s:functions . ')[A-Za-z_0-9.]@!', 'contained')
call s:match('sceParameter', '<' . s:not_reserved . s:path . '%(' . s:gap . '\=\=@!)@=', 'contained')

" --- texts ---

syntax match sceString /"[^"]*"\=/ contains=@NoSpell
syntax match sceComment /#.*$/ contains=@Spell
syntax match sceSource /@\s*\%("[^"]*"\=\)\=/ contains=sceSourceSign,sceSourceText
syntax match sceSourceSign /@/ contained
syntax match sceSourceText /"[^"]*"\=/ contained contains=@Spell

" --- definitions ---

call s:match('sceField', '<' . s:not_reserved . s:path . '%(' . s:gap . '%(:|\=\=@!))@=', 'contains=sceFieldDot')
syntax match sceFieldDot /\./ contained
syntax match sceColon /:/ nextgroup=sceDeclared skipwhite
syntax match sceSeparator /;/
call s:match('sceModifier', s:start . '%(each|out)%([ \t]+' . s:not_reserved . '[A-Za-z_µμ])@=', '')
call s:match('sceKeyword', s:start . 'use%([ \t]+")@=', '')
call s:match('sceKeyword', s:start . 'dimension%([ \t]+' . s:not_reserved . '[A-Za-z_])@=', 'nextgroup=sceDimensionName skipwhite')
call s:match('sceDimensionName', s:name, 'contained nextgroup=sceDimensionEqual,sceDimensionAs skipwhite')
syntax match sceDimensionEqual /=/ contained nextgroup=sceDimensionProduct skipwhite
call s:match('sceDimensionProduct', s:declared_product, 'contained contains=@sceUnits,sceOne nextgroup=sceDimensionAs skipwhite')
call s:match('sceDimensionAs', '<as>', 'contained nextgroup=sceStyle skipwhite')
call s:match('sceStyle', '<%(' . s:styles . ')>', 'contained')
call s:match('sceKeyword', s:start . 'unit%([ \t]+' . s:not_reserved . '[A-Za-z_µμ])@=', 'nextgroup=sceUnitName skipwhite')
call s:match('sceUnitName', s:name, 'contained nextgroup=sceAliases skipwhite')
syntax region sceAliases matchgroup=sceBracket start=/(/ end=/)/ contained oneline contains=sceAlias
call s:match('sceAlias', s:name, 'contained')
" `prefix si binary required` behind the meaning of a unit, in no other place.
call s:match('scePrefixWords', '%(^|;)' . s:gap . 'unit[ \t].*[ \t]\zsprefix%([ \t]+%(' . s:prefix_words . ')>)+', '')
call s:match('scePrefixWords', '<prefix%([ \t]+%(' . substitute(s:prefix_words, '^prefix|', '', '') . ')>)+', '')
call s:match('sceKeyword', s:start . 'fn%([ \t]+' . s:not_reserved . '[A-Za-z_])@=', 'nextgroup=sceFunctionName skipwhite')
call s:match('sceKeyword', s:start . 'extern%([ \t]+")@=', 'nextgroup=sceLibrary skipwhite')
syntax match sceLibrary /"[^"]*"/ contained nextgroup=sceFunctionName skipwhite
call s:match('sceFunctionName', s:name, 'contained nextgroup=sceParameters skipwhite')
syntax region sceParameters matchgroup=sceBracket start=/(/ end=/)/ contained contains=@sceExpression,sceColon,sceComparison,sceTyped,sceParameter
call s:match('sceTyped', '<' . s:not_reserved . s:path . '%(' . s:gap . ':)@=', 'contained')

" --- blocks ---

call s:match('sceKindName', s:name, 'contained nextgroup=sceFrom,sceBlock skipwhite')
" A head: kind, name, from, parent. `from` may be a name, too, but then another `from` stands behind it.
let s:parent = '[ \t]+from[ \t]+' . s:not_reserved . s:path . s:gap . '\<\=@!'
call s:match('sceHead', s:start . '<' . s:not_reserved . s:path . '%([ \t]+' . s:name . '%([ \t]+from[ \t]+' . s:path . ')=' . s:gap . '\<\=@!)@=', 'contains=@sceKinds nextgroup=sceBlockName skipwhite')
call s:match('sceHead', s:start . '<' . s:not_reserved . s:path . '%(' . s:parent . ')@=', 'contains=@sceKinds nextgroup=sceFrom skipwhite')
call s:match('sceHead', s:start . '<' . s:not_reserved . s:path . '%(' . s:gap . '\<\=@!' . s:fields . ')@=', 'contains=@sceKinds nextgroup=sceBlock skipwhite')
" Behind the heads: of two that match at one place Vim takes the later.
call s:match('sceKeyword', s:start . 'kind%([ \t]+' . s:not_reserved . '[A-Za-z_])@=', 'nextgroup=sceKindName skipwhite')
call s:match('sceBlockName', s:name, 'contained nextgroup=sceFrom,sceBlock skipwhite')
call s:match('sceFrom', '<from>', 'contained nextgroup=sceParent skipwhite')
call s:match('sceParent', s:path, 'contained nextgroup=sceBlock skipwhite')
syntax cluster sceKinds contains=sceKind,sceBuiltinKind,sceDot
call s:match('sceKind', '[A-Za-z_0-9.]@1<!%(' . s:kinds . ')[A-Za-z_0-9.]@!', 'contained')
call s:match('sceBuiltinKind', '[A-Za-z_0-9.]@1<!%(' . s:builtin_kinds . ')[A-Za-z_0-9.]@!', 'contained')
syntax cluster sceItems contains=@sceExpression,sceField,sceColon,sceSeparator,sceModifier,sceKeyword,scePrefixWords,sceHead
syntax region sceBlock matchgroup=sceAngle start=/<=\@!/ end=/>=\@!/ contained contains=@sceItems fold
" A `<` that opens nothing compares without its parentheses, a `>` closes nothing; the others are no signs of the language.
syntax match sceError /[<>]=\@!/
syntax match sceError /[{}&|?'\\`~]/

syntax sync minlines=200 maxlines=500

highlight default link sceComment Comment
highlight default link sceString String
highlight default link sceLibrary String
highlight default link sceSourceSign Delimiter
highlight default link sceSourceText SpecialComment
highlight default link sceNumber Number
highlight default link sceMoney Number
highlight default link sceExponent Number
highlight default link sceUnit Type
highlight default link sceUserUnit Type
highlight default link sceOne Type
highlight default link sceUnitSign Type
highlight default link sceOperator Operator
highlight default link sceComparison Operator
highlight default link sceControl Conditional
highlight default link sceLogic Keyword
highlight default link sceWord Keyword
highlight default link sceAs Keyword
highlight default link sceDimensionAs Keyword
highlight default link sceFrom Keyword
highlight default link sceKeyword Statement
highlight default link sceModifier StorageClass
highlight default link scePrefixWords Keyword
highlight default link sceStyle Constant
highlight default link sceConstant Constant
highlight default link sceStd Special
highlight default link sceFunction Function
highlight default link sceCall Function
highlight default link sceFunctionName Function
highlight default link sceUnitName Typedef
highlight default link sceAlias Typedef
highlight default link sceDimensionName Typedef
highlight default link sceKindName Structure
highlight default link sceHead Structure
highlight default link sceKind Structure
highlight default link sceBuiltinKind Structure
highlight default link sceKnownKindOnly Structure
highlight default link sceBlockName Title
highlight default link sceParent Structure
highlight default link sceField Identifier
highlight default link sceTyped Identifier
highlight default link sceParameter Identifier
highlight default link sceAngle Delimiter
highlight default link sceBracket Normal
highlight default link sceColon Delimiter
highlight default link sceError Error

let b:current_syntax = 'sce'
let &cpoptions = s:save
unlet s:save
