/** The worker's side of the checks, without the worker: a copy of the skill and what is wrong with it. */
import type { Finding } from '@/lint/finding'
import { lintProject } from '@/lint/lint-project'
import { diffProjects, redoChange } from '@/project/change'
import type { Project } from '@/project/project'
import type { LintReply, LintRequest } from './lint-messages'

/** Answers one request after the other; null where there is nothing to say. */
export function createLintJob(): (request: LintRequest) => LintReply | null {
  let project: Project | null = null
  let findings: Finding[] = []
  return (request) => {
    if (request.kind === 'open') project = request.project
    if (!project) return null
    switch (request.kind) {
      case 'open':
        return null
      case 'append':
        project = { ...project, utterances: [...project.utterances, ...request.utterances] }
        return null
      case 'change':
        project = redoChange(project, request.change)
        return null
      case 'lint': {
        const { id, judgements } = request
        findings = lintProject(project, judgements.size > 0 ? { judgements } : {})
        return {
          kind: 'linted',
          id,
          findings: findings.map(({ fix, ...rest }) => ({ ...rest, fixLabel: fix?.label ?? null })),
        }
      }
      case 'fix': {
        const fix = findings.find((finding) => finding.id === request.findingId)?.fix
        const change = fix ? diffProjects(project, fix.apply(project), fix.label) : null
        return { kind: 'fixed', id: request.id, change }
      }
    }
  }
}
