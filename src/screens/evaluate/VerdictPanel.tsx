import { EXPLANATIONS } from '@/evaluation/explanations'
import { type AgainstBar, isBelow, sayVerdict, type Verdict } from '@/evaluation/verdict'
import { setPreferences, usePreferences } from '@/store/preferences'
import { Badge } from '@/ui/Badge'
import { countOf, formatPercent, formatRange } from '@/ui/charts/numbers'
import { Disclosure } from '@/ui/Disclosure'
import { Panel } from '@/ui/Panel'
import { Slider } from '@/ui/Slider'
import { Table } from '@/ui/Table'
import { Term } from '@/ui/Term'
import styles from './VerdictPanel.module.css'

const percent = (share: number) => formatPercent(share, 0)

const TONES = { ready: 'good', nearly: 'warn', notYet: 'bad', unknown: 'neutral' } as const
const NAMES = { ready: 'Ready', nearly: 'Nearly', notYet: 'Not yet', unknown: 'Unknown' } as const

/** Whether the skill can be shipped, in one sentence, and what that rests on. */
export function VerdictPanel({ verdict }: { verdict: Verdict }) {
  const { understood, turnedAway, intents } = verdict
  const rows = [
    {
      name: `Understood, sure by ${percent(verdict.threshold)} or more`,
      about: EXPLANATIONS.understood,
      standing: understood,
    },
    {
      name: 'Strangers turned away',
      about: EXPLANATIONS.strangersAway,
      standing: turnedAway,
    },
    ...intents
      .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.share ?? 0) - (b.share ?? 0))
      .map((standing) => ({ name: standing.intent, about: null, standing })),
  ]
  const cleared = intents.filter(({ kind }) => kind === 'cleared').length
  return (
    <Panel
      title="Can I ship this?"
      actions={<Badge tone={TONES[verdict.kind]}>{NAMES[verdict.kind]}</Badge>}
    >
      <p className={styles.sentence}>{sayVerdict(verdict)}</p>
      {understood.count > 0 && (
        <Disclosure
          summary={`What it rests on: ${cleared} of ${countOf(intents.length, 'intent')} surely above the bar, and where the bar is`}
        >
          <Bars />
          <Table<(typeof rows)[number]>
            caption="Each part against the bar"
            isCaptionHidden
            rows={rows}
            rowKey={({ name }) => name}
            columns={[
              {
                id: 'name',
                header: 'What',
                cell: ({ name, about }) => (about ? <Term about={about}>{name}</Term> : name),
              },
              {
                id: 'share',
                header: 'Share',
                about: EXPLANATIONS.share,
                align: 'end',
                cell: ({ standing }) => formatPercent(standing.share, 0),
              },
              {
                id: 'range',
                header: '95% interval',
                about: EXPLANATIONS.interval,
                align: 'end',
                cell: ({ standing }) =>
                  formatRange(standing.share === null ? null : standing.interval),
              },
              {
                id: 'count',
                header: 'Tested',
                about: EXPLANATIONS.tested,
                align: 'end',
                cell: ({ standing }) => standing.count,
              },
              {
                id: 'bar',
                header: 'Bar',
                about: EXPLANATIONS.bar,
                align: 'end',
                cell: ({ standing }) => percent(standing.bar),
              },
              {
                id: 'says',
                header: 'So',
                about: EXPLANATIONS.againstBar,
                cell: ({ standing }) => <Says standing={standing} />,
              },
            ]}
          />
          <p className={styles.note}>
            The intervals are Wilson’s, at 95%: where the share plausibly lies, given how few were
            tested. Above or below is said only when the whole interval is.
          </p>
        </Disclosure>
      )}
    </Panel>
  )
}

/** The bar, for the person to set; it is theirs, for every skill of this browser. */
function Bars() {
  const bar = usePreferences((state) => state.bar)
  const shared = { min: 0.5, max: 0.99, step: 0.01, format: percent }
  return (
    <div className={styles.bars}>
      <Slider
        {...shared}
        label="Understood, at least"
        value={bar.understood}
        onChange={(understood) => setPreferences({ bar: { ...bar, understood } })}
      />
      <Slider
        {...shared}
        label="Strangers turned away, at least"
        min={0}
        value={bar.turnedAway}
        onChange={(turnedAway) => setPreferences({ bar: { ...bar, turnedAway } })}
      />
      <Slider
        {...shared}
        label="Understood of each intent, at least"
        min={0}
        value={bar.perIntent}
        onChange={(perIntent) => setPreferences({ bar: { ...bar, perIntent } })}
      />
    </div>
  )
}

function Says({ standing }: { standing: AgainstBar }) {
  switch (standing.kind) {
    case 'cleared':
      return <Badge tone="good">above the bar</Badge>
    case 'missed':
      return <Badge tone="bad">below the bar</Badge>
    case 'untested':
      return <Badge tone="warn">not tested</Badge>
    case 'open':
      return (
        <span>
          {isBelow(standing) ? 'rather below' : 'rather above'}
          {standing.moreToSettle === null
            ? ', too close to tell'
            : `; about ${standing.moreToSettle.toLocaleString('en')} more tests would tell`}
        </span>
      )
  }
}

/** What needs attention comes first. */
function rankOf({ kind }: AgainstBar): number {
  return ['missed', 'untested', 'open', 'cleared'].indexOf(kind)
}
