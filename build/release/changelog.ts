/** The changelog of a release: what was unreleased belongs to a version and a day. */
export function datedChangelog(
  text: string,
  version: string,
  day: string,
): { kind: 'dated'; text: string } | { kind: 'failed'; message: string } {
  const heading = /^## Unreleased\n/m.exec(text)
  if (!heading) return { kind: 'failed', message: 'there is no section “## Unreleased”. Add one.' }
  if (text.includes(`## ${version}\n`) || text.includes(`## ${version} `)) {
    return { kind: 'failed', message: `version ${version} is there already. Choose a higher one.` }
  }
  const start = heading.index + heading[0].length
  const next = text.indexOf('\n## ', start)
  const news = text.slice(start, next < 0 ? undefined : next)
  if (!/^- /m.test(news)) {
    return { kind: 'failed', message: '“Unreleased” is empty. Say what people get.' }
  }
  const dated = `## Unreleased\n\n## ${version} – ${day}\n`
  return { kind: 'dated', text: text.slice(0, heading.index) + dated + text.slice(start) }
}
