/** Findings as text for terminals and CI. */
import type { Project } from '@/project/project'
import type { Finding, LintOptions, Severity } from './finding'
import { lintProject } from './lint-project'

/** The lines that `lint` prints, and its exit code: 1 when something is an error, else 0. */
export function lintAsText(
  project: Project,
  options: LintOptions & { failOn?: Severity } = {},
): { lines: string[]; exitCode: 0 | 1; findings: Finding[] } {
  const findings = lintProject(project, options)
  const texts = new Map(project.utterances.map((utterance) => [utterance.id, utterance.text]))
  const lines = findings.flatMap((finding) => {
    const examples = finding.places.utteranceIds
      .slice(0, 3)
      .map((id) => `    “${texts.get(id) ?? id}”`)
    const more = finding.places.count - examples.length
    return [
      `${finding.severity.padEnd(7)} ${finding.ruleId}: ${finding.message}`,
      ...(finding.message.includes('“') && examples.length < 2 ? [] : examples),
      ...(more > 0 && examples.length > 0 ? [`    and ${more} more`] : []),
    ]
  })
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length
  lines.push(`${count('error')} errors, ${count('warning')} warnings, ${count('hint')} hints`)
  const levels: Severity[] = ['error', 'warning', 'hint']
  const failing = levels.slice(0, levels.indexOf(options.failOn ?? 'error') + 1)
  return {
    lines,
    exitCode: findings.some((one) => failing.includes(one.severity)) ? 1 : 0,
    findings,
  }
}
