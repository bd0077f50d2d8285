/** Lists that Home Assistant fills from a home’s own devices and rooms: a file can’t know them. */
import type { SlotType } from '@/project/project'
import type { SourceFile } from './format'
import type { ProjectBuilder } from './project-builder'

/** English words that stand in for them, so that what is learned looks like what will be said. */
const STAND_INS = new Map<string, readonly string[]>([
  [
    'area',
    'kitchen, living room, bedroom, bathroom, hallway, garage, office, garden, dining room, guest room, cellar, attic, kids room'.split(
      ', ',
    ),
  ],
  ['floor', 'ground floor, first floor, second floor, upstairs, downstairs, basement'.split(', ')],
  [
    'name',
    'ceiling lamp, desk lamp, floor lamp, fan, heater, coffee machine, front door, garage door, radio, television, blinds, air conditioner, vacuum, reading light'.split(
      ', ',
    ),
  ],
])

/** Adds those of the lists that are used and that no file defines. */
export function addItsLists(
  files: readonly SourceFile[],
  lists: Map<string, readonly string[]>,
  { language, builder }: { language: string; builder: ProjectBuilder },
): void {
  for (const [name, words] of STAND_INS) {
    const file = files.find(({ text }) =>
      new RegExp(`[{<]${name}[:}>]`, 'u').test(text.slice(0, 1_000_000)),
    )
    if (lists.has(name) || !file) continue
    const isEnglish = language === '' || /^en\b/u.test(language)
    lists.set(name, isEnglish ? words : [])
    if (!isEnglish) continue
    builder.addSlotType(name, { isExtensible: true })
    for (const word of words) builder.addValue(name, word, [])
    const reason = `Home Assistant knows what {${name}} is in a home; ${words.length} examples stand in for it and are not written back.`
    builder.keep({ file: file.name, place: 'lists' }, `{${name}}`, reason)
  }
}

/** Whether a type is Home Assistant’s to fill: no values but those that stand in. */
export function isItsList({ name, values }: SlotType): boolean {
  const words = STAND_INS.get(name)
  if (!words) return false
  return values.every(({ value, synonyms }) => synonyms.length === 0 && words.includes(value))
}
