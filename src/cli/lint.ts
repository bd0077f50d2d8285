import { type Finding, LINT_TARGETS, type Severity } from '@/lint/finding'
import { lintProject } from '@/lint/lint-project'
import type { Project } from '@/project/project'
import { type Command, DONE, FAILED, readOptions, readWholeNumber, wrongUsage } from './command'
import { FORMAT_IDS, readFormat } from './format-option'
import { readSkill } from './read-skill'

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint']

/** So many texts of a finding are shown. */
const SHOWN_TEXTS = 3

/** One finding as `--json` writes it. */
export type FindingLine = {
  rule: string
  severity: Severity
  message: string
  why: string
  intent: string | null
  slot: string | null
  /** Texts of the utterances that it is about, at most fifty. */
  texts: string[]
  /** How many there are in all. */
  utterances: number
  /** What the app offers to do about it. */
  fix: string | null
}

/** `skillet lint`: what will hurt, for CI. */
export const lint: Command = {
  help: `npm run skillet -- lint <file or folder …> [options]

Says what in a skill's data will spoil training (error), likely costs accuracy (warning)
or is worth a look (hint), worst first, and why. The exit code is 1 when there is a
finding at least as bad as --fail-on, else 0.

  --fail-on <what>    error, warning, hint or never               [error]
  --show <what>       show nothing milder: error, warning or hint [hint]
  --target <what>     whose rules count: alexa, lex, watson, dialogflow-cx,
                      home-assistant, ovos or none                [those of the format]
  --json              print the findings as an array of
                      { rule, severity, message, why, intent, slot, texts, utterances, fix }
  --seed <n>          decides what fills the placeholders of templates  [1]
  --format <id>       the files' format, when it is not recognised
                      (${FORMAT_IDS.join(', ')})
`,
  run: async (args, { output, log }) => {
    const { values, positionals } = readOptions(args, {
      'fail-on': { type: 'string', default: 'error' },
      show: { type: 'string', default: 'hint' },
      target: { type: 'string' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      format: { type: 'string' },
    })
    const failing = values['fail-on'] === 'never' ? -1 : rankOf('fail-on', values['fail-on'])
    const shown = rankOf('show', values.show)
    const target = LINT_TARGETS.find((one) => one === values.target)
    if (values.target !== undefined && !target) {
      throw wrongUsage(`--target must be ${LINT_TARGETS.join(', ')}, not "${values.target}".`)
    }
    const reading = {
      seed: readWholeNumber('seed', values.seed),
      ...readFormat('format', values.format),
    }
    const project = await readSkill(positionals, reading, { log })
    const findings = lintProject(project, target ? { target } : {})
    const visible = findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= shown)
    const lines = visible.map((finding) => toFindingLine(finding, project))
    output(
      values.json ? `${JSON.stringify(lines, null, 1)}\n` : lines.map(formatFinding).join('\n'),
    )
    const counts = SEVERITIES.map(
      (severity) => `${findings.filter((one) => one.severity === severity).length} ${severity}s`,
    )
    log(`${counts.join(', ')}.`)
    const isBad = findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= failing)
    return isBad ? FAILED : DONE
  },
}

function rankOf(option: string, text: string): number {
  const rank = SEVERITIES.map(String).indexOf(text)
  if (rank >= 0) return rank
  throw wrongUsage(`--${option} must be one of ${SEVERITIES.join(', ')}, not "${text}".`)
}

function toFindingLine(finding: Finding, project: Project): FindingLine {
  const { ruleId, severity, message, why, places, fix } = finding
  const ids = new Set(places.utteranceIds)
  return {
    rule: ruleId,
    severity,
    message,
    why,
    intent: places.intent ?? null,
    slot: places.slot ?? null,
    texts: project.utterances.flatMap(({ id, text }) => (ids.has(id) ? [text] : [])),
    utterances: places.count,
    fix: fix?.label ?? null,
  }
}

function formatFinding({ severity, rule, message, why, texts, utterances }: FindingLine): string {
  const examples = texts.slice(0, SHOWN_TEXTS).map((text) => `    "${text}"\n`)
  const more = utterances - examples.length
  return `${severity}: ${message} [${rule}]\n    ${why}\n${examples.join('')}${
    more > 0 && examples.length > 0 ? `    and ${more} more\n` : ''
  }`
}
