import { Fragment, memo } from 'react'
import type { Span, Utterance } from '@/project/project'
import { tokensOf } from '@/project/utterance-tokens'
import type { TokenRange } from '@/screens/annotate/view/candidates'
import styles from './TokenStrip.module.css'
import { piecesOf } from './text-pieces'

/**
 * The text of an utterance as tokens that can be pointed at (`data-token`), its slots in their
 * colours, suggestions dashed, the selection outlined. The cell around it has the class `strip`.
 */
export const TokenStrip = memo(function TokenStrip({
  utterance,
  colors,
  ghosts,
  selection,
  hasGrips = false,
}: {
  utterance: Utterance
  colors: ReadonlyMap<string, number>
  ghosts: readonly Span[]
  selection: TokenRange | null
  /** Whether the edges of slots and of the selection can be dragged (`data-grip` names their token). */
  hasGrips?: boolean
}) {
  const tokens = tokensOf(utterance)
  const wordOf = (index: number) => utterance.text.slice(tokens[index]?.start, tokens[index]?.end)
  const gapAfter = (index: number) =>
    tokens[index + 1] ? utterance.text.slice(tokens[index]?.end, tokens[index + 1]?.start) : ''
  const isIn = (index: number) =>
    selection !== null && index >= selection.first && index <= selection.last
  return (
    <>
      {piecesOf(utterance, ghosts).map(({ tokens: members, span, isGhost }) => {
        const last = members.at(-1) ?? 0
        const words = members.map((index) => (
          <Fragment key={index}>
            <span
              data-token={index}
              className={styles.token}
              data-selected={isIn(index) || undefined}
              data-first={index === selection?.first || undefined}
              data-last={index === selection?.last || undefined}
            >
              {wordOf(index)}
              {hasGrips && index === selection?.first && <Grip token={index} edge="start" />}
              {hasGrips && index === selection?.last && <Grip token={index} edge="end" />}
            </span>
            {index !== last && (
              <Gap text={gapAfter(index)} isSelected={isIn(index) && isIn(index + 1)} />
            )}
          </Fragment>
        ))
        return (
          <Fragment key={members[0]}>
            {span ? (
              <span
                className={isGhost ? styles.ghost : styles.span}
                data-slot-color={colors.get(span.slot) ?? 0}
              >
                {words}
                {hasGrips && !isGhost && <Grip token={members[0] ?? 0} edge="start" isOfSlot />}
                {hasGrips && !isGhost && <Grip token={last} edge="end" isOfSlot />}
                <span className={styles.slot}>{`\u00a0${span.slot}${isGhost ? '?' : ''}`}</span>
              </span>
            ) : (
              words
            )}
            <Gap text={gapAfter(last)} isSelected={isIn(last) && isIn(last + 1)} />
          </Fragment>
        )
      })}
    </>
  )
})

function Grip({
  token,
  edge,
  isOfSlot = false,
}: {
  token: number
  edge: 'start' | 'end'
  isOfSlot?: boolean
}) {
  return (
    <span
      className={styles.grip}
      data-grip={token}
      data-edge={edge}
      data-of-slot={isOfSlot || undefined}
      aria-hidden="true"
    />
  )
}

function Gap({ text, isSelected }: { text: string; isSelected: boolean }) {
  if (!isSelected) return text
  return (
    <span className={styles.gap} data-selected>
      {text}
    </span>
  )
}
