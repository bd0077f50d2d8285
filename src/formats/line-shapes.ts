/** Marks in lines of text: annotated words, links, and attempts at an annotation that went wrong. */

const PAIR = /\[[^\][\n]{1,200}\]\(([^()\n]{1,200})\)/gu

/** What stands in the parentheses of a link: an address, a path, an anchor, a file. */
function isAddress(target: string): boolean {
  return /:\/\/|^(www\.|mailto:|[./#])|\/|\.(md|html?|pdf|png|jpe?g|gif|svg|lu|lg|qna|ya?ml|json|txt|py|js|ts)\b/iu.test(
    target.trim(),
  )
}

/** How many `[words](slot)` a text holds, and how many `[words](address)`. */
export function countPairs(text: string): { annotations: number; links: number } {
  let annotations = 0
  let links = 0
  for (const match of text.matchAll(PAIR)) {
    if (isAddress(match[1] ?? '')) links += 1
    else annotations += 1
  }
  return { annotations, links }
}

/** Whether a text annotates words, and does not only link. */
export function hasAnnotations(text: string): boolean {
  const { annotations, links } = countPairs(text)
  return annotations > links
}

/** Whether a text links more than it annotates. */
export function hasLinks(text: string): boolean {
  const { annotations, links } = countPairs(text)
  return links > 0 && links >= annotations
}

/** What is whole comes first and is passed over; each named group is one way to go wrong. */
const STRAY = new RegExp(
  [
    String.raw`\\.`,
    String.raw`\[[^\][\n]{1,200}\](?:\([^()\n]{1,200}\)|\{[^{}\n]{1,400}\}|\[\{[^\n]{1,400}\}\])`,
    String.raw`(?<noClose>\[(?<said1>[^\][()\n]{1,80})\((?<slot1>[^()\s]{1,60})\))`,
    String.raw`(?<noOpen>(?<said2>[^\s[\](){}]{1,60})\]\((?<slot2>[^()\s]{1,60})\))`,
    String.raw`(?<apart>\[(?<said3>[^\][\n]{1,80})\] +\((?<slot3>[^()\s]{1,60})\))`,
    String.raw`(?<noEnd>\[(?<said4>[^\][\n]{1,80})\]\((?<slot4>[^()\s]{1,60})(?=\s|$))`,
    String.raw`(?<empty>\[(?<said5>[^\][\n]{1,80})\]\(\))`,
  ].join('|'),
  'gu',
)

/**
 * What looks like an annotation and is none, each with a sentence: `[jazz(genre)`, `jazz](genre)`,
 * `[jazz] (genre)`, `[jazz](genre`, `[jazz]()`.
 */
export function strayMarks(line: string): string[] {
  if (!line.includes('(')) return []
  const found: string[] = []
  for (const match of line.matchAll(STRAY)) {
    const groups = match.groups ?? {}
    const said = [1, 2, 3, 4, 5].map((number) => groups[`said${number}`]).find(Boolean)
    if (said === undefined) continue
    const slot = [1, 2, 3, 4].map((number) => groups[`slot${number}`]).find(Boolean) ?? 'slot'
    found.push(`“${match[0]}” is read as plain text; a slot is written [${said}](${slot}).`)
  }
  return found
}
