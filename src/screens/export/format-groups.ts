import { formats } from '@/formats/all-formats'
import type { Format, FormatId } from '@/formats/format'

export type FormatGroup = { title: string; formats: readonly Format[] }

const OWN: readonly FormatId[] = ['skillet', 'bracket', 'csv']
const EXCHANGE: readonly FormatId[] = [
  ...(['tagged-jsonl', 'conll', 'massive', 'doccano', 'label-studio'] as const),
]

/** The formats whose words hold all of a search, by what they are for; groups without any are left out. */
export function formatGroups(search: string): FormatGroup[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = formats.filter((format) => {
    const words = `${format.label} ${format.id} ${format.about} ${format.extensions.join(' ')}`
    return wanted.every((word) => words.toLowerCase().includes(word))
  })
  const platforms = found.filter(({ id }) => !OWN.includes(id) && !EXCHANGE.includes(id))
  return [
    { title: 'To keep, read and edit', formats: found.filter(({ id }) => OWN.includes(id)) },
    { title: 'For a platform', formats: platforms },
    {
      title: 'For annotation tools and research',
      formats: found.filter(({ id }) => EXCHANGE.includes(id)),
    },
  ].filter((group) => group.formats.length > 0)
}
