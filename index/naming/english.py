"""Everyday English: words that a line can begin with a capital and that are nobody's name.

Data and how a word is looked up in it.  What is here is general: it was gathered from what very different
communities write in small letters, and from lists of the first words one learns.
"""

from __future__ import annotations

import re

from index.naming.words import EVERYDAY_FIRST_NAMES, NOBODY, word_set

# The endings of adverbs, participles and abstract nouns: a single word that has one is no first name.
_NO_NAME = re.compile(
    r".{3,}(?:[bcdfghkpstvz]ed|[bcdfgklmnprstvy]ing|ally|edly|ently|antly|ively|ously|ably|ibly|tely|ments?|ness"
    r"|tions?|sions?|able|ible|ities|ance|ences?|ful|less|ship|ables|isms?|.ity)"
)
_NAMES = word_set(
    """
    charity clarence clement constance felicity florence laurence lawrence prudence rashed terence terrance
    terrence verity
    """
)  # although they end so
_SHORTEST = 4
"""Letters of a word without its ending: of shorter ones names are made, too (Jared, Carly)."""
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("est", ""), ("est", "e"), ("ly", ""), ("ers", ""), ("ers", "e"), ("ion", ""), ("ion", "e"), ("ions", ""),
    ("ions", "e"),
)  # fmt: skip


def is_english(word: str) -> bool:
    """Whether a word is everyday English and hardly ever a name; those that are both are not."""
    small = word.lower()
    if small in EVERYDAY_FIRST_NAMES or small in _NAMES:
        return False
    if small in _WORDS or small in NOBODY or _NO_NAME.fullmatch(small):
        return True
    for ending, rest in _ENDINGS:
        if small.endswith(ending) and len(stem := small.removesuffix(ending)) >= _SHORTEST:
            doubled = ending in ("ing", "ed") and stem[-1] == stem[-2] and stem[:-1] in _WORDS
            if doubled or stem + rest in _WORDS:
                return True
    return False


def is_phrase(name: str) -> bool:
    """Whether a name is rather a label: everyday words, the first and the last of them at least.

    What is all capitals can be somebody's initials.
    """
    if name.isupper():
        return False
    first, *_, last = words if len(words := name.split()) > 1 else [*words, *words]
    everyday = is_english(last) or (len(words) > 1 and last.lower() in EVERYDAY_FIRST_NAMES)
    return everyday and (is_english(first) or len(first) == 1)


_WORDS = word_set(
    """
    abandoned abide able above absent absolute abstract academic accepts access accidental accommodate
    accomplish account accuracy accurate achieve acknowledge across act acting acts actual adapt add adding
    additional address adds adhere adjust administrative admins adopt advantage advertise advice advise
    advisory advocate affect after afternoon against agendas agents aggregate agnostic ago agreeing agrees
    aha ahead aid aimed aiming air aka albeit alert algorithm alias align allocate allowed allowing allows
    almost alone along alongside alpha alphabetical alt alter alternate altogether amazing ambiguous
    ambivalent among amongst amount analysis analytics analyze anecdote angle announce annual answer
    anticipate anymore anything anytime anyway anywhere apart api apologies app apparent appear append
    appendix appetite apply appreciate approach appropriate approval approve apps apt arbitrary architecture
    archive area aren arg args argue arise arisen around array arrive arrow article articulate artifact
    artist asap aside ask asked asking asks aspect assembly assert assess assets assign assist associate
    assume assured asterisk async asynchronous atomic attach attack attempt attend attendee attract
    attribute audio audit authored authoritative auto automate automatic avenues avoid await aware away
    awesome awkward back backdrop backend background backlog backport backup backward bad badge bag bake
    ball ban band bandwidth bank banner bar bare barrier base baseline basics basis basket batch bath beach
    bear beast beauty became become bedtime been beforehand began begin beginner begun behalf behave
    behavior behaviour behind believe bell belong below bench benchmark beneficial benefit best bet beta
    between beyond bias bicycle bidirectional big bigger biggest binary bird birthday bit bite bits black
    blame blank blend bless blindly blobs block blocker blog blood blow blue blurb boat bodies body bone
    bonus book boolean bootstrap border boring boss bot bother bots bottle bottom bounce bound boundary bowl
    box boxes brain brainstorm branch brand brave bread break breakage breakfast breakout breath brick
    bridge brief bright brilliant bring broad broadcast broaden broader broke broken brought brown browse
    browser brush btw bubble bucket budget buffer bug bugfix buggy bugs build built builtin bulk bullet
    bullshit bump bunch bundle burden burdensome burn bus bush busy button buy byte cable cache cage cake
    calculate calendars callback called calls calm came camera camp canary cancel candidate candle cannot
    capture card cardholder care carpet carrot carry carve case cast castle casual casualty cat catch
    category cater cats caught cause cautious cave caveat celebrate cell cement center central cert certain
    certainty certificate chain chairman chalk challenges chances changelog channel chaos chapter character
    charge charm chart charter chats cheap check checkbox checker checklist checkpoint cheese chef chess
    chicken chief child children chime choice choir choose chore chose chosen chunk church churn circle
    circular circumstances cite city claim clap clarify class classic classify clause clean cleaner cleanup
    clear clearer click clients clock clone close closer closure cloud cluster coach coal coast coat code
    codebase coercion coffee coherent cohesive coin cold collab collaborate collaborative collapse collar
    collect colon color column combine come comedy comet coming comma command commercial commit committers
    common communicate company compared comparison compass compat compete compile compiler complaints
    complete complex compliant complicate comply component compose composite comprehensive compromise
    compute computer concept conceptual concerned concise conclude concur concurrent conditional conduct
    conf confident config configure confirm conflict conform confuse congrats connect cons consent
    conservative considered considers consistency consistent console const constant constitutes constrain
    constraint construct constructor consult consume consumer contact contain container content contentious
    contest context continuous contract contractors contrast contribute control controversial convenient
    converge convert cook cool coordinate copied copies copper copy copyright corn corner corporate correct
    correlate correspond cost cotton count counter country couple course court cover coverage cow craft
    crash crawl crazy cream create creators creature credentials credit crew crisis critical crop cross
    crowd crown crucial cruise crypto culture cup curious curl curly curtain cushion custom customize cut
    cuts cycle cyclic dad daily damage dance danger dangerous dare dark dashboard data database dataset date
    day days dead deadline deal dealt dear death debate debt debug decade decide deck declare decline
    decouple decrease dedicate deduplicate deemed deep deeper deer def defacto default defer define
    definitive degree delay delete deliberate deliver delivery delta demand demonstrate dep depend
    dependency dependent deploy deprecate deps depth derive desc describe descriptive descriptors deserve
    designate designed designer designs desired desktop despite dessert detail detect determined determines
    deterministic dev develop device devil diagram dial dialogue dictionary diff different differentiate
    difficult difficulty dig digital digits dinner dir direct directional directive directory dirt disagree
    disallow disappeared disclose disclosure disconnect discount discourage discover discovery discusses
    dish disk dispatch display dispute disruptive dist distinct distinguish distribute dive diverge diverse
    divide doable doc docker docs dog doing doll dolphin domain done donkey donor doodle door dot dots
    double doubly doubt down download downside downstream drafts drag dragon drama draw dream dress drink
    drive driven drop dropdown drum dry dual duck dump duplicate dust duty dynamic eager eagle ear earlier
    early earth ease easier easiest easily east eastern easy ecosystem edges edit editorial educational
    effect effective efficiency efficient effort egg eight elaborate elbow elder elect elephant eleven
    eliminate elsewhere email embed emergency emit emperor emphasize empire employer empty enable encode
    encompass encounter encourage end ended ending endorse ends energy enforce engage engines enjoy enough
    ensued ensure enter enterprise enthusiasm enthusiastic entire entity entry entrypoint enum enumerate env
    envelope equal equity equivalent ergonomic err error escape essential establish estimate etc evaluate
    event eventual ever everywhere evil evolve exact exam excellent except exclude exclusive excuse execute
    exercise exhaustive exhibit exile exist exit exotic expand expect expenses expensive experimental expert
    expertise expired explain explicit explore explorer export expose exposure express extend extensive
    extent external extra extract extraneous extreme eye eyes fable face facilitate fact factor fail failure
    fair fake fallback fallout falls false fame familiar family fan fancy fantastic far farm fashion fast
    faster fatal father fault favor favour feast feat feather feature feed feedback feel fell fellow felt
    fence festival fetch fewer field fifth fifty fight figure filed filename files filesystem filing fill
    filter finalize finances financial find fine finger finish fire firm fish fist fit fits five fix fixed
    fixes fixing flag flame flat flavor flavour flesh flight flip float flood floor flow flower fly focus
    fog fold folder folk followed following follows followup fonts foo food fool foot footer footgun forbid
    force forest forever forget forgot fork form formal formalize format formatter formerly formulate forth
    forty forum forward found fountain four fracture frame framework free freedom freeze frequency frequent
    fresh friendly friends frog front frontend frozen fruit fuel fulfill full fully fun func functional fund
    fundamental funeral funny fur further fusion fuzzy gain game gap gaps garbage garden garlic gas gate
    gather gave general generalize generate generator generic generous gentle gets getter ghost giant gift
    gist git give given giving glad glance glass global globe glory glossary glove glue goat goes going gold
    golden gone goose gorilla gossip got gotten grab grammar grants granular grape graph graphic grass gray
    greater greatly green grep grey grid grill groan groom ground groups grow growth guarantee guard guess
    guide guideline guilt guitar gun guys gym habit hack hacky hair half hammer hamster hand handbook handle
    hang happen harbor hard harder hardware harm harvest hash hat hatch haven hay hazard head header health
    healthy hear heard heart heat heaven heavily heavy hedge heel heir held helicopter helmet helper helps
    her hero hesitate heuristic hex hidden hide hiding hierarchical hierarchy high higher highlight hike
    hill him himself hint hire hiring his historical history hit hits hobby hockey hold hole holiday home
    homepage honest honor hood hook hopes horn horse hospital hot hotel hour house http huddle hug huge
    human humor hundred hurry hurt husband hybrid ice icon ideal ideas identical identifier identify idle
    ignore ill image imagine immediate impact impasse impl implicit imply import impose improve inaccurate
    inactive incentivize incident inclined include inclusive incomplete inconsistency inconsistent
    incorporate incorrect increase incremental incubator indeed independent index indicate indicator indices
    indifferent indirect individual industry infer infinite info inform informal informational informative
    infra infrastructure inherit init initial initiate initiative inject ink inline inner input insect
    insert inside insight inspect inspector inspired install instanceof insufficient insult int integer
    integral integrate intend intent intentional inter interact interactive interface interim intermediate
    intern internal internet interop interpret interview into intrinsic intro introduce introductory invalid
    invalidate inverse invest investigate invite invoke involve island isolate issued issues item iterate
    iterative iterator itself jacket jail jam jazz jealous jeans jelly job jobs join joint joke journey
    juice jump jungle junior justify keen keeps kept kernel kettle keys keyword kick kickoff kidney kill
    kind kinda kingdom kiss kitchen kite kitten knee knew knife knock know knowledge known lab label lack
    ladder lady laid lake lamb lamp land language laptop large larger late later latest latter laugh launch
    laundry lava law lawyers lay layer layout lazy lead leader leaf leak lean learn least leather leave
    lecture led left leftover leg legacy legal legitimate lemon length less lesson lets letter level
    leverage liar lib liberal library libs license lie life lifecycle lifetime lift light lighter
    lightweight liked likes limit line linear lined links lint linter lion lip liquid list listen lite
    literal little live living lizard load loader loan lobby lobster local lock log logic logical login
    logistics logo logs longer look lookup loop loose lose losing loss lost lot loud lounge love low lower
    lowest luck lucky luggage lumber lunch luxury lying lyrics machine mad magic maid mail mainly maintain
    major make maker making male malicious mammal man manage manager mandatory mango manner manual map maps
    marble marine market marks markup marriage mask mass massive master match material math mathematical
    matrix matter mature maximum maze meadow meal mean meant meantime measure meat meaty mechanics media
    medical medium meet meetings meetups melon memory mental mentor menu merge merits merry mesh mess
    message messy met metadata metal method metric mice micro mid middle migrate milestone milk mill mime
    mind mine mini minimal minimize minimum minor minus minute miracle mirror misery mismatch miss mistake
    mitigate mix mixed mixing mobile mock mode model moderate modern modifiers modify modular module moment
    momentum money monitor monkey monorepo monster month moon mosquito mother motion motivate mountain mouse
    mouth move moved movie moving mud multi multiline muscle museum mushroom music mutate mystery myth nail
    name named namespace naming narrative narrow native natural nature navigate near necessarily necessary
    neck needle negative neighbor nephew nerve nest net network neural neutral newcomer newer newline newly
    news newsletter nicely nicer night nine noise noisy nominate nominees noodle noon nor normal
    normalize normative nose noted notice notify noting novel nuance nuclear null number numeric nurse nut
    nutshell oak oasis object objective observer obvious occasional occur odd odor off offer office official
    offline offset oil older omelet omit onboard ones ongoing onion online onto onward opaque opened opens
    operands operate operator opinions opposite ops optimal optimize option optional orange orchard order
    org organ organizational organize orgs origin orthogonal ostrich ours ourselves outcome outer outfit
    outline output outreach outside oven over overflow overhaul overhead overlap override oversight overview
    overwrite owl own owned owns oxygen oyster pace package pact paddle pager pages paid pain paint pair
    palace palm panda panels panic panther paper paperwork parade paragraph parallel param parameter parent
    parenthesis parity parrot parse parser part partial participant participate particular partner party
    pass past paste patch path patient patrol pattern pause pay paying payload pdf peace peanut pear peer
    pen penalty pencil pepper per percentage perf perfect perform performant period permanent permissive
    permit persistent personal persons perspective phase philosophical phone physical piano pick picnic
    picture piece pig pigeon pile pill pilot pin pink pipe pipeline pistol pitch pitfalls pizza place
    placeholder plain plane planet planned plans plastic plate platform play playground plenty plug plugin
    plus poem poet point pointer pole police policy political pond pony pool pop popular porch port pose
    positional positive post postpone potato potential pottery poverty powder power practical practice
    pragmatic prayer precedent precise preclude prefer prefix preliminary premature prep prepare
    prerequisite presents preserve president press pressure prettier pretty prevent preview price pride
    priest primarily primary primordial princess principle print prior prioritize prison privacy private
    privileges prize problematic problems procedure proceed process processor produce product productive
    profile program prohibit prominent promise promote prompt prone proof propagate proper property pros
    prose protect protocol prototype proud prove provide proxy pseudo public publicizing publishes
    publishing pulled pulp pulse pumpkin punt pupil puppy pure purity purple purpose purse pursue push
    pushback put puts puzzle pyramid qualify quarter query questioned queue quicker quickly quiet quit quite
    quiz quo quorum quote rabbit raccoon race radar radio rail rainbow raise ramp ran random range rapidly
    rare rat rate rather rationale raw razor reach react read reader readme real realistic realize realm
    reason rebase rebel rebuild recall recap receive recent recipes recognize recommend reconsider record
    recruit recursive red redirect redo reduce redundant ref refactor refer refine reflect refresh refs
    regard regex region register registries regular reject relate relative relax releases relevant relief
    relies religion reluctant rely remain remainder remedy remember remind remote removal removes rename
    render rent rep repeat replace reply repo report repository represent representative reproduce request
    require reschedule rescue research reserve reset resist resolve resolver resource respect respective
    respond response responsive rest restart restore restrict restrictive restructure result resume
    resurrect retain rethink retire return reunion reuse revamp revealed reverse revert reviewed reviewing
    reviews revive reward rework rewrite rewritten rhythm rib ribbon rice rid ride rifle rights rigorous
    ring risk ritual rival road roadmap roast robot robust rocket role roll rollout roof rookie room root
    rotate rough round route row rows rubber rude rug rule run runners runs runtime rush sad saddle safe
    safer safest safety said sail sake salad salmon salon salt salute sample sandbox sanity satisfy sauce
    sausage save saved saving saw say saying says scalar scale scan scanners scenario scenes schedule schema
    scientific scientists scope scratch screen script sea search season seat second secondary secret secure
    seed seeing seek seem seen sees select selector self semantic semi semicolon semver send senior sense
    sensitive sent separate sequential serial serialize series serious serve service set setback sets settle
    setup shadow shaft shall shallow shape share shed sheet shelf shell sheriff shield shift shine ship
    shiver shock shoe shoot shop short shortcomings shortcut shorten shorter shorthand shot shout show
    showcase shower shown showstopper shrimp shut shy side sidebar siege sign signal signature significant
    silent silk silly similar simple simpler simplify simply single singular siren sister sit sites six
    sixth size sketch ski skill skip skirt skull slab slam sleep slice slide slight slip slogan slot slow
    slowdown slower slush small smaller smart smell smile smoke smooth snack snake snapshot sneak snippet
    snow soap soccer social socket soda soft software sold soldier sole solicit solid solidify solve somehow
    sometime somewhat somewhere song sooner sorry sort soul sound soup source south space spam span sparse
    speak special specific specifier specify specs spectator speed spell spend spent sphere spice spider
    spike spin spirit split spoil spoke sponsored spoon sport spot spray spread spreadsheet spy squeeze
    squirrel src stable stack stadium stages stairs stakeholders stale stalled stamp stand standalone
    standard standardize stars starts startup state static statistics stats stay std steady steak steel
    steer stem step steward stick sting stitch stomach stool stop storage store story stove straight
    straightforward strange strategy strawman stream street strength stress stretch strict stricter strike
    string strip strong stronger struct structural structure struggle stub stuck study stuff style stylistic
    sub subclass subcommittee subdirectory subject subjective submit subscribe subsequent subset substantial
    substantive subtle subtype success such suffice sufficient suffix sugar suggests suit suite summarise
    summarize summit sunset super superfluous supply supportive supports suppose suppress surface surge
    surprise survey sushi suspect swamp swap swear sweet swim swing switch sword symbol symmetric sync
    syntactic syntax syrup systems table tabs tackle tag tags tail takeaway taken takes taking talent talks
    tamper tank tape target taste tattoo taxi tea teach tease tech technical technique technology tell
    temperature template temporarily temporary ten tenant tend tennis tent tentative term terminal
    terminology test text textual than theater theme themselves theory thin think third thorough though
    thought thread threat threshold through throughout throw thrown thumbs thunder tick ticket tide tidy tie
    tied tier ties tight tighten tighter tilde till timber time timeframe timeline timeslot timestamp
    timezone timing tiny tip tips tired tissue title toast tobacco todos toe together toggle toilet token
    told tomato tongue tonight too took tool toolchain toolkit tooth top torch tornado tortoise total touch
    toward tower town toy trace track tracker trade trademark tradeoff traffic tragic train transcript
    transfer transform transitive translate translators transparency transparent transport trap trash travel
    traversal traverse tray treasure treat tree trend triage trial tribe trick trickier tricky tries trigger
    trim trip trivial trophy trouble truck true truly trumpet trunk trust truth tube tumble tuna tunnel
    tuple turkey turn turnaround turtle tutorial tweak tweet twelve twenty twice twin type typed typeof
    typical typing typo ugly umbrella unambiguous unaware unblock uncertain uncertainty unclaimed uncle
    unclear uncommon uncontroversial undefined underneath underscore understand understood underway undo
    unflag unhappy uniform unify union unique unit universal unlikely unnecessarily unnecessary unordered
    unsafe unsure unusual unveil upfront upgrade upload upon upper upstream urban urgency urgent url usable
    usage use usecase used userland username uses usual util utilize vacuum vague valid validate validator
    valley value valve vanilla var variant variety vault vector velvet vendored venue verb verbose verify
    versa versus vessel veteran via viable vice victim victory video view viewpoint village vintage violate
    violin virtual virus vision visit visitors visual vivid voice void volcano volume volunteered votes
    voting voyage wage wagon walk wall warfare warm warn warrant warranty warrior wash wasp waste watch
    water watermark wave way weak wealth weapon wear weasel weather web websites weed week weekdays weekend
    weigh weight weird welcomed went west whale whatever wheat wheel whenever whereas wherever whilst whip
    whisper white whitespace whole whom whose wide wider widget width wife wiki wild win window wine wing
    winner wins wire wise wish without woman won wonder wood wool word workaround workers workflow workload
    works workshop world worry worse worst worth worthwhile wrap wrapper wreck wrestle wrist write writer
    written wrong wrote wrt yard year yellow yield yours yourself youth zebra zip zone zoo
    """
)
