/**
 * How many keys fixed utterances take, from blank texts to two slots each, an intent and “done”:
 * `npx tsx bench/annotate/keystrokes.ts`.
 *
 * Skillet's count comes from running its real commands, with the fewest keys that lead there. The
 * first set is the one that candidates and guesses were tuned on; the second, of another domain, was
 * written afterwards and seen while rules were made; the third is only measured: it was drawn by a
 * seed from the utterances of SNIPS (CC0) that have two slots, five of each of four intents. The
 * others' keys are those that they document.
 */
import { startBackend } from '@/cli/backend'
import { readModelFolder } from '@/cli/model-folder'
import { createProject, createUtterance, type Project, type Span } from '@/project/project'
import { skillToLearn } from '@/project/skill-to-learn'
import { tokensOf } from '@/project/utterance-tokens'
import { createPredictor } from '@/runtime/predictor'
import { applyIntent, finishWith } from '@/screens/annotate/actions/accept-actions'
import { annotateCommands, LABEL_KEYS } from '@/screens/annotate/commands/annotate-commands'
import { rankOptions } from '@/screens/annotate/list/rank-options'
import { rangeOf, type TokenRange } from '@/screens/annotate/view/candidates'
import { focusedUtterance, focusUtterance } from '@/screens/annotate/view/focus'
import { intentOptions } from '@/screens/annotate/view/intent-options'
import { selectedRange, spanInHand } from '@/screens/annotate/view/selection'
import { candidatesOf, slotChoices, suggestionNow } from '@/screens/annotate/view/shown-offers'
import { openView } from '@/screens/annotate/view/view-address'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { commandForKeys } from '@/store/command'
import { useProjectStore } from '@/store/project-store'
import { useRoute } from '@/store/route'
import { type InstantModelKey, isInstantDue } from '@/store/suggestions-provider'
import {
  provideSuggestions,
  refreshKnowledge,
  requestSuggestions,
  type SuggestionProvider,
  useSuggestions,
} from '@/store/suggestions-store'
import { createInstantModel } from '@/training/instant-model'
import { labelledUtterances } from '@/training/skill-examples'

const TUNED = `PlayMusic	play [cool jazz](genre) in the [kitchen](room)
PlayMusic	put on some [bebop](genre) in the [garage](room)
PlayMusic	start [techno](genre) in the [living room](room) please
PlayMusic	i want to hear [polka](genre) in the [attic](room)
PlayMusic	could you play [cool jazz](genre) in the [garage](room)
SetLight	turn the [kitchen](room) lights [blue](color)
SetLight	make the [garage](room) [warm white](color)
SetLight	set the lamp in the [attic](room) to [red](color)
SetLight	[green](color) light in the [living room](room)
SetLight	i would like [blue](color) light in the [bathroom](room)
SetTimer	set a timer for [ten minutes](duration) called [pasta](name)
SetTimer	remind me of the [laundry](name) in [half an hour](duration)
SetTimer	start a [five minute](duration) timer for [eggs](name)
SetTimer	count down [ninety seconds](duration) for the [tea](name)
SetTimer	give me [two hours](duration) for the [roast](name)
SendMessage	tell [anna](contact) that [i am late](message)
SendMessage	text [my brother](contact) [happy birthday](message)
SendMessage	send [see you soon](message) to [anna](contact)
SendMessage	let [doctor miller](contact) know [the parcel is here](message)
SendMessage	message [my brother](contact) [on my way](message)`

const FRESH = `RenewLoan	renew [the hobbit](title) until [friday](date)
RenewLoan	can i keep [a brief history of time](title) for [two more weeks](date)
RenewLoan	extend my loan of [dune](title) to [next monday](date)
RenewLoan	i am not done with [middlemarch](title) yet, give me until [sunday](date)
RenewLoan	prolong [the hobbit](title) by [ten days](date)
BookRoom	book the [reading room](place) for [four people](size)
BookRoom	is the [basement studio](place) free for a group of [twelve](size)
BookRoom	reserve [room nine](place) for [just me](size)
BookRoom	we are [six students](size) and would love the [reading room](place)
BookRoom	get us a table in the [garden hall](place), party of [eight](size)
ReportDamage	[page forty](part) of [the atlas](item) is torn
ReportDamage	the [spine](part) of my [cookbook](item) came loose
ReportDamage	somebody wrote on the [cover](part) of [this comic](item)
ReportDamage	there is coffee on [chapter two](part) in [the atlas](item)
ReportDamage	my [dvd](item) has a scratched [case](part)
FindHelp	who knows about [genealogy](topic) at the [west branch](branch)
FindHelp	i need somebody to explain [tax forms](topic), best at [riverside](branch)
FindHelp	does [riverside](branch) have a librarian for [braille](topic)
FindHelp	where at the [west branch](branch) do i ask about [old maps](topic)
FindHelp	point me to the [microfilm](topic) expert of [central](branch)`

const DRAWN = `SearchCreativeWork	Please get me the [AiON](object_name) [show](object_type) .
SearchCreativeWork	find a [TV series](object_type) called [Armageddon Summer](object_name)
SearchCreativeWork	Find [Zorro](object_name) the [game](object_type)
SearchCreativeWork	Where can I listen to the [soundtrack](object_type) of [Gibraltar : Britain in the Sun](object_name)
SearchCreativeWork	I 'd like to play the [album](object_type) [Beloved Rogues](object_name)
SearchScreeningEvent	Can you bring up the [movie schedule](object_type) for [ArcLight Hollywood](location_name) ?
SearchScreeningEvent	Find the [movie schedule](object_type) for [B&B Theatres](location_name) .
SearchScreeningEvent	What are the [movie times](object_type) for [Megaplex Theatres](location_name)
SearchScreeningEvent	What are the [movie schedules](object_type) for [Kerasotes Theatres](location_name)
SearchScreeningEvent	Find me showtimes for [A Christmas Story](movie_name) starting at [eleven o'clock](timeRange) .
RateBook	Rate [Dictionary of the English Language](object_name) a [4](rating_value)
RateBook	I give [Song of Solomon](object_name) a rating of [one](rating_value) .
RateBook	rate [Over the Edge](object_name) a [three](rating_value)
RateBook	[The Coming Insurrection](object_name) should get a rating of [1](rating_value)
RateBook	Give a rating of [2](rating_value) to [Juneteenth](object_name) .
AddToPlaylist	add [jim martin](artist) to [Deathcore](playlist)
AddToPlaylist	Add [daigo](artist) to [indietronic](playlist)
AddToPlaylist	Add a [track](music_item) to the [El Mejor Pop en Español](playlist) playlist .
AddToPlaylist	add [tune](music_item) to [women of pop](playlist) playlist
AddToPlaylist	add [tune](music_item) to [atmospheric black metal](playlist) playlist`

/** A key of an average typist, and moving the pointer to a place: keystroke-level model. */
const KEY_S = 0.28
const POINT_S = 1.1

type Gold = { intent: string; text: string; spans: Span[] }

console.log(`Assumed: intents and slots are declared in every tool. Holding Shift or Ctrl is a key of its own, once for as
long as it is held. A drag of the mouse is one act, however long. Skillet learns from each accepted
utterance before the next (a quarter of a second in the page). Nobody slips and nobody thinks.
doccano: a key for the class, one for each label, Enter approves, an arrow goes on; spans by dragging.
Label Studio: a digit for the choice, one for each label, Ctrl+Enter submits and goes on; spans by dragging.
Seconds: keystroke-level model (Card, Moran and Newell 1980), a key ${KEY_S} s, pointing ${POINT_S} s, so a drag ${2 * POINT_S} s;
one hand stays on the mouse where there is one.
`)
await startBackend({ threads: 1 })
const model = await readModelFolder('public/models/base')
for (const isHelped of [false, true]) {
  console.log(isHelped ? 'With the pretrained network.\n' : 'With what the skill itself teaches.\n')
  await measure('the set that was tuned on', TUNED, isHelped)
  await measure('another domain, seen while rules were made', FRESH, isHelped)
  await measure('drawn from SNIPS, only measured', DRAWN, isHelped)
}
process.exit(0)

async function measure(name: string, source: string, isHelped: boolean): Promise<void> {
  const gold = source.split('\n').map(readGold)
  useRoute.setState({ screen: 'annotate', projectId: name, query: {} }, true)
  const skill = blankSkill(name, gold)
  useProjectStore.setState({ project: skill, past: [], future: [] })
  provideSuggestions(name, null)
  refreshKnowledge(skill)
  openView({})
  const ours: string[][] = []
  let made: InstantModelKey | null = null
  for (const target of gold) {
    ours.push(annotateBest(target))
    const now = { labels: '', labelled: ours.length }
    if (!isHelped || !isInstantDue(made, now)) continue
    made = now
    await askInstantModel(name)
  }
  const spans = gold.reduce((sum, { spans: own }) => sum + own.length, 0)
  const total = ours.reduce((sum, keys) => sum + countKeys(keys), 0)
  const lines = ours.map((keys, index) => `  ${keys.join(' ').padEnd(58)} ${gold[index]?.text}`)
  console.log(`${name}\n${lines.join('\n')}`)
  const intents = new Set(gold.map(({ intent }) => intent)).size
  const head = `${gold.length} utterances, ${spans} slots, ${intents} intents`
  console.log(`\n${head.padEnd(40)}  keys  drags  both an utterance  seconds an utterance`)
  print('Skillet', total, 0, gold.length)
  print('doccano', gold.length * 3 + spans, spans, gold.length)
  print('Label Studio', gold.length * 3 + spans, spans, gold.length)
  console.log('')
}

/** Asks a model that is made of what is labelled by now, as the page does. */
async function askInstantModel(projectId: string): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project || model.kind === 'failed') throw new Error('There is no skill or no model')
  const { pretrained } = model
  const { intents, slotValues } = skillToLearn(project)
  const bundle = await createInstantModel({
    pretrained,
    utterances: labelledUtterances(project.utterances),
    labels: { intents, slots: Object.keys(slotValues) },
  })
  const predictor = await createPredictor(bundle, pretrained.vocabulary)
  const answer: SuggestionProvider = async (utterances) => {
    const predictions = predictor.predict(utterances.map(({ text }) => text))
    return utterances.map(({ id }, index) => ({
      utteranceId: id,
      prediction: predictions[index]!,
    }))
  }
  provideSuggestions(projectId, answer, 'instant')
  await requestSuggestions(project)
  predictor.dispose()
  const next = focusedUtterance()
  if (next) openAt(next.id)
}

/** Puts a wrong guess right before the slots or after them (they may name the intent), whichever is shorter. */
function annotateBest(target: Gold): string[] {
  const states = () => [useProjectStore.getState(), useAnnotateView.getState()] as const
  const restore = ([project, view]: ReturnType<typeof states>) => {
    useProjectStore.setState(project, true)
    useAnnotateView.setState(view, true)
  }
  const before = states()
  const first = annotate(target, true)
  const after = states()
  restore(before)
  const later = annotate(target, false)
  const keys = countKeys(later) < countKeys(first) ? later : first
  if (keys === first) restore(after)
  const { project } = useProjectStore.getState()
  if (project) refreshKnowledge(project)
  // What the half second of learning does in the page: the next one is looked at with it.
  const next = focusedUtterance()
  if (next && next.text !== target.text) openAt(next.id)
  return keys
}

/** Brings the focused utterance to what `target` says by commands alone; returns the keys it took. */
function annotate(target: Gold, isGuessFirst: boolean): string[] {
  const keys: string[] = []
  const press = (key: string) => {
    const command = commandForKeys(annotateCommands, key)
    if (!command) throw new Error(`${key} does nothing at “${target.text}”`)
    command.run()
    keys.push(key)
  }
  const utterance = focusedUtterance()
  if (utterance?.text !== target.text)
    throw new Error(`Expected “${target.text}” to have the focus`)
  // A wrong guess that is put right first gives the right slots the first keys.
  const guess = suggestionNow(utterance).intent
  if (isGuessFirst && guess !== null && guess !== target.intent) {
    keys.push('i', ...lettersFor(target.intent), 'Enter')
    applyIntent(target.intent)
  }
  for (;;) {
    const current = focusedUtterance()
    const wrong = (ghost: Span) => !target.spans.some((span) => isSame(ghost, span))
    const ghost = current && suggestionNow(current).spans.find(wrong)
    if (!ghost) break
    // Labels replace what they touch; only what they don't touch must be waved away.
    if (target.spans.some((span) => span.start < ghost.end && span.end > ghost.start)) break
    for (const key of waysTo(rangeOf(current, ghost))) press(key)
    press('Backspace')
  }
  for (const span of target.spans) {
    const current = focusedUtterance()
    if (!current) throw new Error('The focus was lost')
    const isSuggested = suggestionNow(current).spans.some((ghost) => isSame(ghost, span))
    if (isSuggested) continue
    for (const key of waysTo(rangeOf(current, span))) press(key)
    const { own, others } = slotChoices(useProjectStore.getState().project!, current)
    const key = LABEL_KEYS[[...own, ...others].indexOf(span.slot)]
    if (key === undefined) throw new Error(`There is no key for ${span.slot}`)
    press(key)
  }
  const offered = suggestionNow(focusedUtterance() ?? utterance).intent
  const isKnown = focusedUtterance()?.intent === target.intent || offered === target.intent
  if (!isKnown && offered !== null) {
    keys.push('i', ...lettersFor(target.intent), 'Enter')
    applyIntent(target.intent)
  }
  press('Enter')
  if (useAnnotateView.getState().mode === 'finish') {
    keys.push(...lettersFor(target.intent), 'Enter')
    finishWith(target.intent)
  }
  const { project } = useProjectStore.getState()
  const done = project?.utterances.find((one) => one.text === target.text)
  const isRight =
    done?.intent === target.intent &&
    done.spans.length === target.spans.length &&
    done.spans.every((span, index) => isSame(span, target.spans[index]))
  if (!isRight) throw new Error(`“${target.text}” came out as ${JSON.stringify(done?.spans)}`)
  return keys
}

/** The fewest keys that select these tokens: none, Tab, brackets, or arrows. */
function waysTo(wanted: TokenRange): string[] {
  const utterance = focusedUtterance()
  const now = selectedRange()
  if (!utterance) return []
  if (now?.first === wanted.first && now.last === wanted.last) return []
  const ahead = candidatesOf(utterance).filter((one) => now === null || one.first > now.last)
  const tabs = ahead.findIndex((one) => one.first === wanted.first && one.last === wanted.last)
  const last = tokensOf(utterance).length - 1
  const extend = Array.from({ length: wanted.last - wanted.first }, () => 'Shift+ArrowRight')
  const ways = [
    ['Home', ...Array.from({ length: wanted.first }, () => 'ArrowRight'), ...extend],
    [
      'End',
      ...Array.from({ length: last - wanted.last }, () => 'ArrowLeft'),
      ...extend.map(() => 'Shift+ArrowLeft'),
    ],
    ...(now ? [stepsFrom(now.last, wanted, extend)] : []),
    ...(now?.first === wanted.first && wanted.last > now.last
      ? [Array.from({ length: wanted.last - now.last }, () => 'Shift+ArrowRight')]
      : []),
    ...(now?.first === wanted.first && wanted.last < now.last
      ? [Array.from({ length: now.last - wanted.last }, () => 'Shift+ArrowLeft')]
      : []),
    ...(now && now.last === wanted.last && spanInHand() === null && wanted.first < now.first
      ? [Array.from({ length: now.first - wanted.first }, () => '[')]
      : []),
    ...(now && now.first === wanted.first && spanInHand() === null && wanted.last > now.last
      ? [Array.from({ length: wanted.last - now.last }, () => ']')]
      : []),
    ...(tabs >= 0 ? [Array.from({ length: tabs + 1 }, () => 'Tab')] : []),
  ]
  return ways.reduce((best, way) => (way.length < best.length ? way : best))
}

function stepsFrom(head: number, wanted: TokenRange, extend: string[]): string[] {
  const distance = wanted.first - head
  if (distance === 0) return ['ArrowLeft', 'ArrowRight', ...extend]
  const key = distance > 0 ? 'ArrowRight' : 'ArrowLeft'
  return [...Array.from({ length: Math.abs(distance) }, () => key), ...extend]
}

/** The fewest letters (a beginning, or initials) after which the type-ahead has the intent at its top. */
function lettersFor(intent: string): string[] {
  const { project } = useProjectStore.getState()
  const utterance = focusedUtterance()
  if (!project || !utterance) throw new Error('There is no utterance to give an intent to')
  const { lastIntent } = useAnnotateView.getState()
  const options = intentOptions(project, utterance, useSuggestions.getState(), lastIntent)
  const initials = intent.replace(/[^A-Z]/g, '')
  const ways = [intent, initials].flatMap((source) =>
    Array.from({ length: source.length + 1 }, (_, length) => source.slice(0, length).toLowerCase()),
  )
  ways.sort((a, b) => a.length - b.length)
  const typed = ways.find((way) => rankOptions(options, way)[0]?.value === intent)
  if (typed === undefined) throw new Error(`The type-ahead never finds ${intent}`)
  return [...typed]
}

/** Looks at an utterance again with what was learnt since, as the page does after half a second. */
function openAt(id: string): void {
  focusUtterance(id)
}

function isSame(a: Span, b: Span | undefined): boolean {
  return a.start === b?.start && a.end === b.end && a.slot === b.slot
}

function print(name: string, keys: number, drags: number, utterances: number): void {
  const each = ((keys + drags) / utterances).toFixed(1)
  const seconds = ((keys * KEY_S + drags * 2 * POINT_S) / utterances).toFixed(1)
  console.log(
    `${name.padEnd(40)} ${String(keys).padStart(5)}  ${String(drags).padStart(5)}  ${each.padStart(17)}  ${seconds.padStart(20)}`,
  )
}

/** Keys that are pressed: Shift counts once for each run in which it is held. */
function countKeys(keys: readonly string[]): number {
  const holds = keys.filter(
    (key, index) => key.startsWith('Shift+') && !keys[index - 1]?.startsWith('Shift+'),
  )
  return keys.length + holds.length
}

/** The texts without labels; intents and their slots are declared, as they are in the other tools. */
function blankSkill(id: string, gold: readonly Gold[]): Project {
  const intents = [...new Set(gold.map(({ intent }) => intent))].map((name) => ({
    name,
    kind: 'custom' as const,
    note: '',
    slots: [
      ...new Set(
        gold
          .filter(({ intent }) => intent === name)
          .flatMap(({ spans: own }) => own.map((span) => span.slot)),
      ),
    ].map((slot) => ({ name: slot, type: slot })),
  }))
  return {
    ...createProject({ id, name: 'Bench' }),
    intents,
    utterances: gold.map(({ text }, index) => createUtterance({ id: String(index), text })),
  }
}

function readGold(line: string): Gold {
  const [intent = '', marked = ''] = line.split('\t')
  const found: Span[] = []
  let text = ''
  let last = 0
  for (const match of marked.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
    text += marked.slice(last, match.index)
    const words = match[1] ?? ''
    found.push({ start: text.length, end: text.length + words.length, slot: match[2] ?? '' })
    text += words
    last = match.index + match[0].length
  }
  return { intent, text: text + marked.slice(last), spans: found }
}
