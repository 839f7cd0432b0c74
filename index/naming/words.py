"""General knowledge about words that naming draws on: what is no name, what persons do, well-known software.

Data only.  Everything here is general English or common knowledge of software; nothing comes from any
particular community, which is what the ledger learns and `kb.toml` adds.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Capitalised in English, but neither a person nor a project.
CALENDAR = _words("""
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    spring summer autumn fall winter christmas easter thanksgiving
""")
PLACES = _words("""
    africa america asia australia austria beijing berlin boston brazil britain california canada china europe
    france germany google india ireland israel italy japan korea london mexico netherlands norway paris poland
    portugal russia scotland seattle singapore spain sweden switzerland tokyo toronto uk ukraine us usa
    american asian australian british canadian chinese dutch english european french german indian irish
    italian japanese korean russian spanish swedish swiss
""")
LANGUAGES = _words("""
    ada basic c clojure cobol crystal dart elixir elm erlang fortran go haskell java javascript julia kotlin lisp
    lua ocaml perl php prolog python r ruby rust scala scheme swift typescript zig markdown latex html css sql
    json yaml toml xml wasm unicode
""")
ORGANISATIONS = _words("""
    adobe airbnb alibaba amazon amd apache apple arm atlassian bloomberg bosch cisco cloudflare databricks dell
    ebay ecma ericsson facebook fsf fujitsu google hp huawei ibm ietf igalia intel iso linkedin meta microsoft
    mozilla netflix nokia nvidia openjs oracle paypal qualcomm redhat samsung sap shopify siemens sony spotify
    stripe tencent toyota twitter uber unesco vercel w3c whatwg yahoo yandex youtube github gitlab slack zoom
    zulip discord discourse gitter hackmd stackoverflow reddit linux windows macos android ios chrome chromium
    firefox safari edge opera explorer debian fedora ubuntu node npm browser
""")
# Words that open sentences with a person's verb after them and are none, or stand for nobody in particular.
NOBODY = _words("""
    a all also an and another any anybody anyone audience author authors board both but call champion chair
    chairs co collaborators committee community companies contributor contributors core council delegate
    delegates design developers discussion editor editors engineers everybody everyone everything folks foundation
    group he host i implementers it leadership maintainer maintainers many me meeting member members moderator
    most need nobody none nothing one only organizers other others our owner panel participants people person
    poll presenter proposal question reviewer reviewers she several some somebody someone speaker speakers staff
    stage students subgroup sponsor team that the their them these they this those topic tsc unknown user users
    volunteer volunteers we wg what which who whoever working you zoom attendees present regrets chat notes
    update updates decision action actions todo summary conclusion note next status agenda minutes yes no
    who's please let there here then now today yesterday tomorrow tbd na anonymous guest iphone ipad admin
""")
# First names that are also everyday English words, months, languages or products.
EVERYDAY_FIRST_NAMES = _words("""
    ada april art august austin autumn basil bill bishop bob brook carol chance chase chip christian clay cliff
    crystal dale dawn dean drew dusty earnest ember faith frank gene glen grace grant guy hope hunter ivy jack
    jade jasper jay jean jersey jewel josh joy julia june justice ken lance lee liberty long mark mason max may
    melody miles misty nick olive page pat pearl penny pierce ray reed rich rob robin rock rose ruby rusty sage
    sandy scala scarlet sky sterling sue summer swift taylor tom trinity tuesday victor violet wade ward will
    winter woody young an so do ai min sun ming
""") - {"dale", "lee", "tom", "bob", "josh", "ken", "nick", "carol", "jack", "glen", "christian"}

INITIALS_THAT_ARE_WORDS = _words("""
    ai ar am api aob ast aws ba bc bf cc ci cd cla cli cpu css db de dl dm dns do dom eol esm es ev ex faq fyi gc
    gpu gh hr ia id ide ie io ip ir is it js jit la lf lts ml mr ms mvp na nb nlp no oh ok on op or os oss pa pc pm
    pr ps qa rc re rfc ru sc sf sg si so spec sql ta tc tldr tm tsc ts tv ui uk up us ux vm vs wg wip
""")

# Verbs by which a person speaks in a meeting (the subject said something).
REPORTING_VERBS = """
    gave|gives|showed|shows|presented|presents|presenting|demoed|demos|demonstrated|demonstrates|suggested|suggests
    |mentioned|mentions|asked|asks|said|says|explained|explains|proposed|proposes|noted|notes|reported|reports
    |summari[sz]ed|summari[sz]es|described|describes|brought|brings|raised|raises|shared|pointed|commented|comments
    |clarified|clarifies|argued|argues|requested|offered|offers|confirmed|confirms|thinks|thought|reiterated
    |recapped|recaps|walked|talked|talks|introduced|announced|announces|volunteered|volunteers|recommended
    |recommends|wondered|wonders|disagreed|disagrees|expressed|elaborated|objected|replied|answered|answers
    |responded|stated|states|believes|likes|discussing|discussed|led|provided
"""
# What else only a person does: these make a name, but do not mean that the person spoke.
ACTING_VERBS = """
    joined|joins|submitted|volunteering|received|attended|reviewed|wrote|merged|opened|filed|investigated|met
    |(?:have|had)\\s+a|has\\s+(?:been\\s+)?(?:made|working|working|started|opened|submitted|written|created|prepared|filed)
    |(?:is|are|was|were|has\\s+been|have\\s+been)\\s+(?:currently\\s+|still\\s+|also\\s+|already\\s+)?(?:working|looking|planning|preparing
    |writing|investigating|interested|busy|okay|ok|happy|going)
    |(?:already\\s+)?working\\s+on|to\\s+(?:follow|present|write|send|submit|review|open|reach|draft|look|investigate|check
    |update|share|talk|ask|lead|schedule|organi[sz]e)
    |(?:will|would|can|could|should|might|needs?\\s+to|wants?\\s+to|plans?\\s+to|intends?\\s+to|has\\s+to|have\\s+to|agreed\\s+to
    |would\\s+like\\s+to)\\s+(?:also\\s+|then\\s+|now\\s+|try\\s+to\\s+)?(?:update|submit|review|look|lead|post|meet|share|tackle
    |explore|set|upload|present|demo|show|give|write|investigate|check|send|follow|try|report|talk|reach|draft
    |schedule|organi[sz]e|contact|ask|discuss|finish|prepare|propose|help|attend|start|merge|join|ping|host|create
    |work|open|file|make|address|fix|take|clean|continue|refer|add)
"""
# A name after these words is the person who did it.
AGENT_BEFORE = (
    r"(?:led|lead|presented|given|raised|proposed|suggested|hosted|written|authored|created|made|submitted"
    r"|opened|filed|reviewed|started|prepared|moderated|chaired|brought\s+up)\s+by\s+$|(?:thanks|welcome|congratulations)(?:\s+to)?,?\s+$"
)

# Repositories that hold no software of their own.
GENERIC_REPOSITORIES = _words("""
    .github admin agenda agendas announcements archive archives assets benchmarks blog board book brand branding
    build bylaws charter coc code-of-conduct committee communication communications community conduct council
    design designs discuss discussions docs doc documentation email enhancements events evangelism examples faq
    feedback foundation github-bot governance guides help hackathon homepage i18n ideas infra infrastructure
    issues legal logo logos maintainers management mailing-list mentorship meeting meetings meeting-minutes
    meeting-notes members membership minutes minutes-archive modules moderation news notes onboarding org
    organization outreach papers planning policies policy presentations press process project projects
    promotions proposals publicity questions readme reflector release releases reports roadmap rfcs rfc
    security site slides social-media spec specs standards stats status steering steering-committee summit
    summits support survey surveys talks tasks team teams templates testing todo tracker tracking training
    translations triage tsc tutorial tutorials user-feedback users web website wg wgs wiki www working-groups
    workshop workshops nominations community-committee
""")
GENERIC_REPOSITORY = re.compile(
    r"(?:^|[-_.])(?:minutes|meetings?|tracker|tsc|wg|sig|website|governance|notes|agendas?|archives?|discussions"
    r"|private|team|summit|dotfiles|blog|proposals|rfcs|theme|posts)$|\.github\.(?:io|com)$|\.(?:org|com|io|ai|dev)$"
    r"|^(?:meeting|minutes|tsc|wg|sig|proposal)[-_]"
)
RESERVED_OWNERS = _words("""
    about account apps codespaces collections contact customer-stories enterprise events explore features gist
    issues join login marketplace new notifications organizations orgs pricing pulls readme search security
    sessions settings site sponsors stars teams topics trending user users user-attachments advisories stories
""")
DOMAIN_PREFIXES = _words("docs doc www api developer developers dev blog wiki en forum community guide learn")

# Well-known software that minutes name without ever linking it: canonical name, other names after a colon.
# Written in any case, none of these is an everyday word.
SOFTWARE = """
AppVeyor; Azure Pipelines; Babel; BLAS; Buildkite; CatBoost; CircleCI; Conda; cuBLAS; cuDNN; CMake; cuSPARSE
Cython; Databricks; Django; einops; Emscripten; ESLint; fastai: fast.ai; FFmpeg; FFTW; Flax; Git LFS
GitHub Actions: GH Actions, GHA; GitLab CI; Gradle; GraphQL; gRPC; Gurobi; HDF5; IREE; Ipopt; JAX; Jenkins
jQuery; JupyterLab; Jupyter; Kaggle Kernels; Keras; Kubernetes; LAPACK; LightGBM; LLVM; Matplotlib; Mercurial
Meson; MKL; MLflow; MLIR; MONAI; MySQL; NCCL; NetCDF; Node.js: NodeJS; Numba; NumPy; NVCC; Numpydoc; OneDNN
ONNX; OpenBLAS; OpenCL; OpenCV; OpenMP; OpenMPI; OpenSSL; Pandas; PostgreSQL; pytest; PyPI; PyTorch: torch.nn
ROCm; scikit-learn: sklearn; SciPy; SonarQube; spaCy; Sphinx; SQLite; SymPy; TensorBoard; TensorFlow; TensorRT
Terraform; Theano; Travis CI: TravisCI; Trilinos; UCX; wandb: Weights and Biases; Weblate; Webpack; WebGPU; XGBoost
XLA; Xarray; Zarr; libuv; Dependabot; Renovate; Codecov; Coveralls; Netlify; Docusaurus; Storybook
"""
# The same for names that are words or too short in another case: these count only as they are written here.
SOFTWARE_AS_WRITTEN = """
Ansible; Arrow; Bazel; CBC: Cbc; CPLEX; CUDA; Dask; Docker; Electron; Gatsby; HiGHS; JAX: Jax; Jest; JuMP; MPI: MPICH; Mocha; MuJoCo
Pkg; Pluto; Poetry; Quarto; Ray Tune; Redis; SCIP; SLURM; Spark; Stan; SWIG; TPOT; Triton; Vite; Vue; YARN; Zenodo
"""
