"""English words whose inflections no suffix tells: went is a form of go, women of woman.

Forms that are as often another word are left out: bit, bore, bound, fed, ground, lay, lives, rent,
slew, wound. Those that are in here for good reason all the same: *found* is nearly always from
find in the news, as *left* is from leave; *founded* and *founder* keep the stem of found.
"""

from __future__ import annotations

_FORMS = """
arise arose arisen
awake awoke awoken
bacterium bacteria
bear borne
become became
befall befell befallen
begin began begun
behold beheld
bend bent
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
cactus cacti
calf calves
catch caught
child children
choose chose chosen
cling clung
come came
creep crept
crisis crises
criterion criteria
deal dealt
diagnosis diagnoses
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
dwell dwelt
eat ate eaten
elf elves
fall fell fallen
feel felt
fight fought
find found
flee fled
fling flung
fly flew flown
foot feet
forbid forbade forbidden
foresee foresaw foreseen
foretell foretold
forget forgot forgotten
forgive forgave forgiven
formula formulae
freeze froze frozen
fungus fungi
get got gotten
give gave given
go goes went gone
goose geese
grow grew grown
half halves
hang hung
hear heard
hide hid hidden
hold held
hoof hooves
hypothesis hypotheses
keep kept
kneel knelt
knife knives
know knew known
larva larvae
lead led
leap leapt
learn learnt
leave left
lend lent
lie lain
light lit
loaf loaves
lose lost
louse lice
make made
matrix matrices
mean meant
meet met
mislead misled
mistake mistook mistaken
mouse mice
mow mown
nucleus nuclei
ox oxen
oversee oversaw overseen
overcome overcame
overtake overtook overtaken
overthrow overthrew overthrown
pay paid
phenomenon phenomena
prove proven
radius radii
rebuild rebuilt
redraw redrew redrawn
repay repaid
resell resold
retake retook retaken
retell retold
rethink rethought
rewrite rewrote rewritten
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
scarf scarves
see saw seen
seek sought
sell sold
send sent
sew sewn
shake shook shaken
shelf shelves
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
slay slain
sleep slept
slide slid
speak spoke spoken
spell spelt
spend spent
spill spilt
spin spun
spit spat
spring sprang sprung
stand stood
steal stole stolen
stick stuck
stimulus stimuli
sting stung
strike struck stricken
string strung
strive strove striven
swear swore sworn
sweep swept
swell swollen
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
thesis theses
thief thieves
think thought
throw threw thrown
tooth teeth
tread trod trodden
undergo undergoes underwent undergone
understand understood
undertake undertook undertaken
undo undid undone
uphold upheld
wake woke woken
wear wore worn
weave wove woven
weep wept
wife wives
win won
withdraw withdrew withdrawn
withhold withheld
withstand withstood
wolf wolves
write wrote written
"""
_MEN = """
man woman alderman businessman cameraman chairman clergyman congressman councilman countryman
craftsman englishman fireman fisherman footman frenchman freshman gentleman gunman horseman
infantryman irishman lawman layman lineman marksman midshipman militiaman minuteman nobleman
policeman postman rifleman salesman seaman serviceman spokesman sportsman statesman swordsman
tribesman workman
businesswoman chairwoman congresswoman policewoman servicewoman spokeswoman sportswoman
"""

BASE = {
    form: base for base, *forms in map(str.split, _FORMS.strip().splitlines()) for form in forms
} | {man.removesuffix("man") + "men": man for man in _MEN.split()}
"""Irregular form to the form that dictionaries list."""
