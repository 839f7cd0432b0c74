"""General knowledge about words that naming draws on: what is no name, and well-known software.

Data only: general English and common knowledge of software.  What a community calls itself, its
people and its projects the ledger learns from the minutes, and `kb.toml` adds.
"""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a text, separated by blanks."""
    return frozenset(text.split())


CALENDAR = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed
    thu fri sat sun spring summer autumn fall winter christmas easter thanksgiving hacktoberfest
    """
)
PLACES = word_set(
    """
    africa america asia australia austria barcelona beijing belgium berlin boston brazil britain brussels
    california cambridge canada chicago china delhi europe france geneva germany india ireland israel italy
    japan korea lisbon london madrid mexico montreal munich netherlands norway oslo oxford paris poland
    portugal prague russia scotland seattle shanghai singapore spain sweden switzerland tokyo toronto uk
    ukraine us usa vancouver vienna zurich american asian australian british canadian chinese dutch english
    european french german indian irish italian japanese korean russian spanish swedish swiss
    """
)
LANGUAGES = word_set(
    """
    ada awk basic c clojure cobol crystal css dart elixir elm erlang fortran go haskell html java javascript
    json julia kotlin latex lisp lua markdown ocaml perl php prolog python r ruby rust scala scheme sql
    swift toml typescript unicode wasm webassembly xml yaml zig
    """
)
ORGANISATIONS = word_set(
    """
    adobe airbnb alibaba amazon amd android anthropic apache apple arm atlassian aws azure bloomberg bosch
    chrome chromium cisco cloudflare databricks debian dell discord discourse ebay ecma edge ericsson
    facebook fedora firefox fsf fujitsu github gitlab gitter google gsoc hackmd hp huawei huggingface ibm
    ietf igalia intel ios iso jetbrains linkedin linux macos meta microsoft mozilla netflix nokia npm
    numfocus nvidia openai openjs opera oracle paypal qualcomm reddit redhat safari salesforce samsung sap
    shopify siemens slack sony spotify stackoverflow stripe tencent toyota twitter uber ubuntu v8 vercel w3c
    webkit whatwg windows yahoo yandex youtube zoom zulip
    """
)
# Words that stand capitalised before a person's verb and name nobody.
NOBODY = word_set(
    """
    a ability about abstain accept action actions active actually added additionally admin afterwards again
    agenda agree agreed aim aims all allow already also alternative alternatives although always an and
    anonymous another any anybody anyone approved are as aspects at attendees audience author authors based
    basically because before being benchmarks besides better board both briefly but by calendar call calling
    can canonical chair chairs challenge champion champions change changes chat clarification client co
    coding collaborators comment comments committee community companies compare concern concerns conclusion
    concrete consensus consider consideration continue continued continues continuing contributor
    contributors core could council created criteria current currently decision delegate delegates demo
    depending design desire determine developer developers development devs did didn discuss discussed
    discussing discussion do does doesn don draft due during each editor editors eg either else engine
    engineering engineers especially even eventually every everybody everyone everything example examples
    experiment explicitly failing few file final finally first folks follow for former foundation from
    future generally get getting goal goals good great group guest had happy has have having he hello help
    hence here hey hi hope hopefully hoping host how however i idea if implementation implementer
    implementers implementor implementors important in initially instead intended interest interested ipad
    iphone is issue it its just keep key last lastly leadership let like likely likewise link lots made main
    maintainer maintainers many may maybe me meanwhile meeting member members might moderator more most
    mostly much multiple must my need needs neither never new next nice no nobody none nope not notably note
    notes nothing now obviously of often ok okay old on once one only open opinion optionally or organizers
    original originally other others otherwise our out overall owner owners panel participants people
    perhaps person plan planning please poll possible possibly present presentation presenter presenters
    previous previously probably problem progress project projects proposal proposals propose proposes
    publicly publish pull question questions quick ready really recently recommendation recommends redesign
    reference regarding registry regrets release released remaining reminder remove review reviewer
    reviewers revisit right same see seems server several she should similarly since site slides so solution
    some somebody someone something soon speaker speakers spec specification speculation sponsor staff stage
    start started starting status still student students subgroup suggest suggestion suggestions summary
    support sure system take talk talked task tasks tbd team teams thank thanks that the their them then
    there therefore these they thing things this those three thus to today todo tomorrow topic topics
    traditionally tried try trying tsc two typically unable under unfortunately unknown unless until update
    updated updates usecases user users using usually various vendor vendors very volunteer volunteering
    volunteers vote voted wait want wanted wanting wants was ways we website welcome well were wg what when
    where whether which while who whoever why will with within work workgroups working would wow yeah yes
    yesterday yet you your zero
    """
)
# First names that are also everyday words, months, languages or products: a capital alone says nothing.
EVERYDAY_FIRST_NAMES = word_set(
    """
    ada ai an april art august autumn bill bishop brook chance chase chip clay cliff crystal dawn do drew
    earnest ember faith frank gene grace grant guy harmony hope hunter ivy jade jasper jay jersey jewel joy
    julia july june justice liberty link long mark mason max may melody miles min misty more nova olive page
    pat pearl penny pierce ray reed rich rob robin rock rose ruby rusty sage sandy scarlet sky so star
    sterling stone storm sue sum summer sun swift trinity victor violet wade ward will winter woody young
    """
)
# Upper-case abbreviations that are hardly ever somebody's initials in running text.
ABBREVIATIONS = word_set(
    """
    AD AI AM AOB API AR ASAP AST AWS BC BLAS BOF BTW CC CD CI CLA CLI CNCF CPU CSS CTC CVE DB DI DL DM DNS
    DOM EA EOL ES ESM EU FAQ FFI FYI GC GHA GPU GSOC HR HTML HTTP IA IANA ID IDE IE IETF IIRC IO IP IR IRC
    ISO IT JIT JS JSC JSON LF LGTM LLM LTS ML MR MVP NA NB NLP NO NPM OK OOM OS OSS PDF PM POC PR PRS PS QA
    RC RE RFC RNN SDK SIG SPEC SQL TA TAC TBD TC TF TLA TLDR TM TODO TPAC TSC TS TV UI UK UN UP URL US USA
    UTC UX VM VS WG WIP WIN XML YAML
    """
)

# Repositories that hold no software of their own.
NO_PROJECT_SLUGS = word_set(
    """
    .github about admin agenda agendas announcements archive archives assets blog board book brand branding
    build bylaws charter coc code-of-conduct committee communication communications community
    community-committee conduct council ctc data design designs discuss discussions doc docs documentation
    email enhancements evangelism events examples faq feedback finances foundation governance guides
    hackathon help homepage i18n ideas infra infrastructure internal issues legal logo logos lts
    mailing-list maintainers management marketing meeting meeting-minutes meeting-notes meetings members
    membership mentorship minutes moderation modules news notes onboarding org organization outreach papers
    planning policies policy presentations press private process project projects promotions proposals
    publicity questions readme reflector release releases repo reports rfc rfcs roadmap security site slides
    social-media spec specification specifications standards stats status steering steering-committee summit
    summits support survey surveys talks tasks team teams template templates testing todo tracker tracking
    translations triage tsc tutorial tutorials user-feedback users versions web website wg wgs wiki words
    working-groups workshop workshops www
    """
)
NO_PROJECT_SLUG = re.compile(
    r"(?:^|[-_.])(?:minutes|meetings?|tracker|tsc|wg|sig|website|governance|notes|agendas?|archives?|discussions|team"
    r"|private|summit|dotfiles|blog|proposals?|rfcs|theme|posts|workshops?)$|\.github\.(?:io|com)$|\.(?:org|com|io|ai|dev)$"
    r"|^(?:meetings?|minutes|tsc|wg|sig|proposal)[-_]"
)
RESERVED_OWNERS = word_set(
    """
    about account advisories apps codespaces collections contact customer-stories enterprise events explore
    features gist issues join login marketplace new notifications organizations orgs pricing pulls readme
    search security sessions settings site sponsors stars stories teams topics trending user
    user-attachments users
    """
)
DOMAIN_PREFIXES = word_set(
    "api blog community dev developer developers doc docs en forum guide learn wiki www"
)

# Well-known software that people name without linking it; other names of one after a colon.
# Written in any case, none of these is an everyday word.
SOFTWARE = """
    AppVeyor; Azure Pipelines; Babel; Buildkite; CatBoost; CircleCI; CMake; Codecov; cuBLAS; cuDNN;
    cuSPARSE; Cython; Dependabot; Django; Docusaurus; einops; Emscripten; ESLint; fastai: fast.ai; FFmpeg;
    FFTW; Git LFS; GitHub Actions: GH Actions; GitLab CI; gRPC; Gurobi; HDF5; Ipopt; IREE; JAX; jQuery;
    Jupyter; JupyterLab; Keras; Kubernetes; LAPACK; libuv; LightGBM; LLVM; Matplotlib; MLflow; MLIR;
    MONAI; MySQL; NCCL; NetCDF; Netlify; Numba; NumPy; OpenBLAS; OpenCL; OpenCV; OpenMP; OpenSSL; pandas;
    PostgreSQL; PyPI; pytest; PyTorch: torch.nn; ROCm; scikit-learn: sklearn; SciPy; spaCy; SQLite; SymPy;
    TensorBoard; TensorFlow; TensorRT; Terraform; Theano; Travis CI; UCX; wandb: Weights and Biases;
    WebGPU; Webpack; Xarray; XGBoost; XLA
"""
# The same for names that are words, or too short, in another case: these count only as they are written here.
SOFTWARE_AS_WRITTEN = """
    Ansible; Bazel; CBC: Cbc; Conda; CPLEX; CUDA; Dask; Docker; Electron; Flax; Gradle; HiGHS; Jenkins;
    Jest; JuMP; Meson; MKL; Mocha; MPI; Node.js: NodeJS; ONNX; Pkg; Quarto; Redis; SCIP; Slurm; Sphinx;
    Storybook; Vite; Vue
"""
