/**
 * How many keys 20 fixed utterances take, from blank texts to two slots each, an intent and “done”.
 *
 * Skillet's count comes from running its real commands: `npx tsx bench/annotate/keystrokes.ts`.
 * The others' come from their documented shortcuts: doccano has a key for each label and each class,
 * Enter approves and → goes on; Label Studio has a digit for each label and choice, and Ctrl+Enter
 * submits and goes on. Neither selects text by key, so each span is a drag of the mouse.
 */
import { createProject, createUtterance, type Project, type Span } from '@/project/project'
import { tokensOf } from '@/project/utterance-tokens'
import { applyIntent } from '@/screens/annotate/annotate-actions'
import { annotateCommands, LABEL_KEYS } from '@/screens/annotate/annotate-commands'
import {
  candidatesOf,
  focusedUtterance,
  focusUtterance,
  openView,
  selectedRange,
  slotChoices,
  suggestionNow,
  useAnnotateView,
} from '@/screens/annotate/annotate-view'
import { rangeOf, type TokenRange } from '@/screens/annotate/candidates'
import { intentOptions } from '@/screens/annotate/intent-options'
import { rankOptions } from '@/screens/annotate/rank-options'
import { commandForKeys } from '@/store/command'
import { useProjectStore } from '@/store/project-store'
import { useRoute } from '@/store/route'
import { refreshKnowledge, useSuggestions } from '@/store/suggestions-store'

const GOLD = `PlayMusic	play [cool jazz](genre) in the [kitchen](room)
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

type Gold = { intent: string; text: string; spans: Span[] }

const gold = GOLD.split('\n').map(readGold)
useRoute.setState({ screen: 'annotate', projectId: 'bench', query: {} }, true)
useProjectStore.setState({ project: blankSkill() })
refreshKnowledge(blankSkill())
openView({})

const ours = gold.map(annotate)
const spans = gold.reduce((sum, { spans: own }) => sum + own.length, 0)
const total = ours.reduce((sum, keys) => sum + keys.length, 0)
console.log(
  ours.map((keys, index) => `${keys.join(' ').padEnd(46)} ${gold[index]?.text}`).join('\n'),
)
console.log(
  `\n20 utterances, ${spans} slots, 4 intents          keys   drags   keys and drags for each utterance`,
)
print('Skillet', total, 0)
// A key for the class, one for each label, Enter to approve, → to go on.
print('doccano', gold.length * 3 + spans, spans)
// A digit for the choice, one for each label, Ctrl+Enter (two keys) to submit and go on.
print('Label Studio', gold.length * 3 + spans, spans)
process.exit(0)

/** Brings the focused utterance to what `target` says by commands alone; returns the keys it took. */
function annotate(target: Gold): string[] {
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
  if (suggestionNow(utterance).intent !== target.intent) {
    keys.push('i', ...lettersFor(target.intent), 'Enter')
    applyIntent(target.intent)
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
  press('Enter')
  const { project } = useProjectStore.getState()
  const done = project?.utterances.find((one) => one.text === target.text)
  const isRight =
    done?.intent === target.intent &&
    done.spans.length === target.spans.length &&
    done.spans.every((span, index) => isSame(span, target.spans[index]))
  if (!isRight) throw new Error(`“${target.text}” came out as ${JSON.stringify(done?.spans)}`)
  if (project) refreshKnowledge(project)
  // What the half second of learning does in the page: the next one is looked at with it.
  const next = focusedUtterance()
  if (next && next.text !== target.text) openAt(next.id)
  return keys
}

/** The fewest keys that select these tokens: none, Tab, or arrows. */
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

function print(name: string, keys: number, drags: number): void {
  const each = ((keys + drags) / gold.length).toFixed(1)
  console.log(
    `${name.padEnd(44)} ${String(keys).padStart(5)}   ${String(drags).padStart(5)}   ${each.padStart(6)}`,
  )
}

/** The texts without labels; intents and their slots are declared, as they are in the other tools. */
function blankSkill(): Project {
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
    ...createProject({ id: 'bench', name: 'Bench' }),
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
