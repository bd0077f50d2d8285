/** What the page and the worker of the checks say to each other: plain data only. */
import type { Finding, Judgement } from '@/lint/finding'
import type { Change } from '@/project/change'
import type { Project, Utterance } from '@/project/project'

/** A finding that can cross threads: the repair stays in the worker, its name says that there is one. */
export type ListedFinding = Omit<Finding, 'fix'> & { fixLabel: string | null }

/** The worker keeps a copy of the open skill: sent once, in pieces, then kept up with by changes. */
export type LintRequest =
  | { kind: 'open'; project: Project }
  | { kind: 'append'; utterances: readonly Utterance[] }
  | { kind: 'change'; change: Change }
  | { kind: 'lint'; id: number; judgements: ReadonlyMap<string, Judgement> }
  | { kind: 'fix'; id: number; findingId: string }

/** `fixed` holds the repair as a change to the version that the worker has, or null when there is none. */
export type LintReply =
  | { kind: 'linted'; id: number; findings: ListedFinding[] }
  | { kind: 'fixed'; id: number; change: Change | null }
