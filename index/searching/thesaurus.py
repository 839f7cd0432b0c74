"""Words that mean the same wherever software is talked about: a list of general English and of the trade.

Owns which words belong together; what is made of them is `relatives`.  No word of one community belongs here.
"""

GROUPS = """
doc docs documentation manual | repo repository | config configuration settings option
dev developer development | perf performance speed fast slow slowdown | quick fast
speedup faster acceleration | app application | lib library package module | plugin extension addon
param params parameter argument | spec specification | auth authentication login | env environment
db database | dep deps dependency | impl implementation implement | ref reference | link url address
var variable | func function method | dict map dictionary | dim dimension shape size
ci pipeline workflow | pr patch | bug defect issue | error exception failure crash | test testing
benchmark benchmarking | release version tag | deprecate deprecation removal | remove delete drop
fix repair resolve | update upgrade bump | compat compatible compatibility | breaking incompatible
setup install installation | wrapper wrap binding ffi interop | create make build | choose select pick
begin start launch | end finish complete | copy clone duplicate | show demo present display print
printing print display show pretty repl output | plot plotting visualization chart figure
search find lookup query | save load store serialize serialization checkpoint persist export
save write | load read import | agree agreement consensus
decide decision conclusion outcome resolution | vote poll ballot survey
fund funding money grant sponsor budget | meeting call session | talk presentation | video recording
date time slot schedule | mentor student | newcomer beginner onboarding | maintainer owner lead
contributor volunteer | author writer | reviewer review | paper article publication
course lecture class | tutorial guide howto course | example demo | blog post announcement
spam troll bomb abuse harassment vandalism | host hosting server | deploy deployment ship
website site web page | memory ram allocation | free release deallocate freeing | gpu cuda accelerator
cpu processor | parallel distributed concurrent multithreading threading
thread threading multithreading | cluster distributed | mutate mutation mutable inplace
immutable frozen constant | lazy deferred | compile compiler compilation | generic abstract
move migrate migration transfer | merge join combine | split separate | rename renamed name naming
nested hierarchical tree | number count amount | automatic auto automatically | random rng stochastic
seed rng | plan roadmap timeline schedule scheduling | license licence copyright
security vulnerability cve | privacy gdpr | i18n internationalization localization | a11y accessibility
ui gui interface frontend | backend server | cli terminal console command repl | api interface
request proposal rfc | question faq | summary overview recap | nocode lowcode gui
programming code coding | training train fit | network net model | neural nn | layer block
weight parameter | dataset data corpus | batch minibatch
pretrained pretraining finetune finetuning transfer | hyperparameter tuning tune
gradient derivative differentiation grad autodiff backprop | jacobian hessian | loss objective cost
optimizer solver | sparse sparsity nonzero | matrix matrices array tensor
prune pruning sparsify compress compression | attention transformer | llm gpt llama chatbot
generative generation | recurrent rnn lstm gru sequence | convolution convolutional conv cnn
embedding lookup | regularization dropout | normalization batchnorm layernorm norm
augmentation augment transformation | inference prediction | tabular table csv dataframe
timeseries temporal forecast | medical medicine health clinical patient cancer tumor tumour
scan mri ct imaging image | picture image vision visual photo | segmentation mask
text language nlp | speech voice audio
"""
"""Words for the same, or so near to it that one is often written for the other."""
ACRONYMS = """
ad automatic differentiation | ai artificial intelligence | api application programming interface
ci continuous integration | cd continuous delivery | cnn convolutional neural network
ddp distributed data parallel | dl deep learning | dsl domain specific language | gc garbage collection
gan generative adversarial network | gpu graphics processing unit | gsoc google summer of code
ide integrated development environment | jit just in time | llm large language model | lr learning rate
lts long term support | ml machine learning | nlp natural language processing
ode ordinary differential equation | oom out of memory | pde partial differential equation
poc proof of concept | rl reinforcement learning | rng random number generator
rnn recurrent neural network | sdk software development kit | tsc technical steering committee
ux user experience | vae variational autoencoder | vit vision transformer | wg working group
wip work in progress
"""
"""What is said for short, and what it stands for."""
INTENTS = """
action: action todo task promise promised assigned assignee owner homework aufgabe aufgaben tarea tache
decision: decision decide decided conclusion concluded outcome resolution resolved agreed consensus verdict
decision: beschluss beschlusse beschlossen entscheidung entschieden decisiones decidido acuerdo acordado
"""
"""What the minutes mark, and the words that ask for it."""
