import { isFrameRight } from './error-list'
import { type Interval, wilsonInterval } from './intervals'
import type { Report } from './report'
import { isSingleIntent } from './tested-figures'
import { understoodIntent } from './understanding'
import { nameWording } from './wording'

/** What a person asks of a skill before they ship it: shares, 0 to 1. */
export type Bar = {
  /** Of the utterances that belong to the skill, over all intents. */
  understood: number
  /** Of the utterances that are none of its business. */
  turnedAway: number
  /** Of the utterances of each single intent. */
  perIntent: number
}

/** A start that most people can live with; the person moves it. */
export const DEFAULT_BAR: Bar = { understood: 0.85, turnedAway: 0.7, perIntent: 0.7 }

/**
 * A share of tested utterances against a bar. `cleared` and `missed` are beyond what chance explains (the
 * 95% interval of Wilson lies on one side of the bar); `open` is not settled; `untested` rests on nothing.
 */
export type AgainstBar = {
  kind: 'cleared' | 'missed' | 'open' | 'untested'
  bar: number
  hits: number
  count: number
  /** Null without a tested utterance. */
  share: number | null
  interval: Interval
  /** How many more test utterances would settle it if the share stays; null when it is settled, or too close to tell. */
  moreToSettle: number | null
}

/** Whether a skill can be shipped, and what that rests on. */
export type Verdict = {
  /** Whether the skill has one intent only: understood then means with all slots. */
  onlySlots: boolean
  /** Of what the test was, where not all of it was worded anew by people. */
  wording: string
  kind: 'ready' | 'nearly' | 'notYet' | 'unknown'
  /** The threshold in use: below it nothing is understood. */
  threshold: number
  understood: AgainstBar
  turnedAway: AgainstBar
  intents: (AgainstBar & { intent: string; learned: number })[]
}

/** Beyond so many more test utterances "test more" is no advice. */
const MOST_TESTS = 2000
/** With such a part of the intents below the bar or untested, a skill is not nearly ready. */
const MANY_INTENTS = 1 / 3
/** An interval as wide as this says nothing of a share: 5 right of 5, or 9 of 13. */
const VAGUE = 0.4

/** Holds a report against a bar, at the threshold in use. A pure function of its arguments. */
export function judgeReport(
  report: Report,
  options: { bar: Bar; threshold: number; outOfScope: readonly string[] },
): Verdict {
  const { bar, threshold, outOfScope } = options
  const rules = { threshold, outOfScope }
  const inScope = report.judged.filter(({ intent }) => !outOfScope.includes(intent))
  // A single intent is always the right one: what can go wrong are its slots.
  const onlySlots = isSingleIntent(report)
  const isUnderstood = (one: Report['judged'][number]) => {
    const { intent, prediction } = one
    return (
      understoodIntent(prediction, rules)?.intent === intent && (!onlySlots || isFrameRight(one))
    )
  }
  const understood = againstBar(inScope.filter(isUnderstood).length, inScope.length, bar.understood)
  const point =
    report.outOfScope.curve[Math.round(100 * threshold)] ?? report.outOfScope.atThreshold
  const { tested } = report.outOfScope
  const turnedAway = againstBar(Math.round(point.rejected * tested), tested, bar.turnedAway)
  const learned = new Map(report.learned.byIntent.map(({ intent, count }) => [intent, count]))
  const names = [
    ...new Set([
      ...report.learned.byIntent.map(({ intent }) => intent),
      ...inScope.map(({ intent }) => intent),
    ]),
  ].filter((intent) => !outOfScope.includes(intent))
  const intents = names.map((intent) => {
    const own = inScope.filter((one) => one.intent === intent)
    const standing = againstBar(own.filter(isUnderstood).length, own.length, bar.perIntent)
    return { intent, learned: learned.get(intent) ?? 0, ...standing }
  })
  return {
    onlySlots,
    wording: report.wording ? nameWording(report.wording) : '',
    kind: kindOf(understood, turnedAway, intents),
    threshold,
    understood,
    turnedAway,
    intents,
  }
}

/** One sentence that a product owner understands. */
export function sayVerdict(verdict: Verdict): string {
  const { kind, onlySlots, wording, understood, turnedAway, intents } = verdict
  const whole = onlySlots ? ', slots and all' : ''
  const span = `anywhere from ${percent(understood.interval.low)} to ${percent(understood.interval.high)}`
  const isVague = isTooVague(understood)
  const part = isVague
    ? `with ${count(understood.count, 'tested utterance')}${wording && ` (${wording})`}, what is understood${whole && `${whole},`} may be ${span}`
    : wording === ''
      ? `${percent(understood.share ?? 0)} of what people say to it is understood${whole}`
      : // Not what people say: they will word it in more ways.
        `${percent(understood.share ?? 0)} of the tested utterances (${wording}) are understood${whole}`
  const below = intents.filter((one) => isBelow(one)).length
  const untested = intents.filter((one) => one.kind === 'untested').length
  const reasons = [
    ...(understood.kind === 'missed' ? [`the bar is ${percent(understood.bar)}`] : []),
    ...(understood.kind === 'open' && !isVague
      ? [`it may be ${span}, and the bar is ${percent(understood.bar)}`]
      : []),
    ...(turnedAway.kind === 'missed' || isBelow(turnedAway)
      ? [
          `${percent(turnedAway.share ?? 0)} of strangers are turned away, where the bar is ${percent(turnedAway.bar)}`,
        ]
      : []),
    ...(below > 0 ? [`${count(below, 'intent')} of ${intents.length} below the bar`] : []),
    ...(untested > 0 ? [`${count(untested, 'intent')} never tested`] : []),
  ]
  const why = reasons.length === 0 ? '' : `; ${reasons.join('; ')}`
  switch (kind) {
    case 'unknown':
      return understood.count === 0
        ? 'Nobody can say yet: no utterance was kept back to test it on.'
        : `Nobody can say yet: ${part}${why}.`
    case 'ready':
      return `Ready: ${part}, ${percent(understood.interval.low)} at the least, and no intent is surely below the bar${why}.`
    case 'nearly':
      return `Nearly: ${part}${why}.`
    case 'notYet':
      return `Not yet: ${part}${why}.`
  }
}

/** Holds a share against a bar. */
export function againstBar(hits: number, count: number, bar: number): AgainstBar {
  const interval = wilsonInterval(hits, count)
  const kind =
    count === 0
      ? 'untested'
      : interval.low >= bar
        ? 'cleared'
        : interval.high < bar
          ? 'missed'
          : 'open'
  return {
    kind,
    bar,
    hits,
    count,
    share: count === 0 ? null : hits / count,
    interval,
    moreToSettle: kind === 'open' ? testsToSettle(hits, count, bar) : null,
  }
}

/** How many more tests would put the interval on one side of the bar, if the share stays as it is. */
function testsToSettle(hits: number, count: number, bar: number): number | null {
  const share = hits / count
  for (let more = 1; more <= MOST_TESTS; more += Math.max(1, Math.floor(more / 20))) {
    const total = count + more
    const { low, high } = wilsonInterval(share * total, total)
    if (low >= bar || high < bar) return more
  }
  return null
}

function kindOf(
  understood: AgainstBar,
  turnedAway: AgainstBar,
  intents: readonly AgainstBar[],
): Verdict['kind'] {
  if (understood.kind === 'untested') return 'unknown'
  if (isTooVague(understood) && turnedAway.kind !== 'missed') return 'unknown'
  const behind = intents.filter((one) => one.kind === 'missed' || one.kind === 'untested').length
  if (understood.kind === 'missed' || turnedAway.kind === 'missed') return 'notYet'
  if (behind > MANY_INTENTS * intents.length) return 'notYet'
  const isSettled = understood.kind === 'cleared' && !isBelow(turnedAway)
  return isSettled && behind === 0 && !intents.some(isBelow) ? 'ready' : 'nearly'
}

/** Whether so few were tested that the share is no figure to go by. */
function isTooVague({ kind, interval }: AgainstBar): boolean {
  return kind === 'open' && interval.high - interval.low > VAGUE
}

/** Whether the figure itself is below the bar, settled or not. */
export function isBelow({ share, bar }: Pick<AgainstBar, 'share' | 'bar'>): boolean {
  return share !== null && share < bar
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`
}
