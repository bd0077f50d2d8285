/** The built-in types of the platforms: what each calls a number, a date, a city. */
import type { Project, SlotType } from '@/project/project'
import type { Fitted } from './format'

export type TypePlatform = 'alexa' | 'dialogflow' | 'snips' | 'luis' | 'clu' | 'wit'

const ROW = ['alexa', 'dialogflow', 'snips', 'luis', 'clu', 'wit'] as const

/** One idea a row, in the order of `ROW`; an empty name where a platform has none. */
const TABLE: readonly (readonly [string, string, string, string, string, string])[] = [
  ['AMAZON.NUMBER', '@sys.number', 'snips/number', 'number', 'Quantity.Number', 'wit$number'],
  ['AMAZON.Ordinal', '@sys.ordinal', 'snips/ordinal', 'ordinal', 'Quantity.Ordinal', 'wit$ordinal'],
  ['AMAZON.DATE', '@sys.date', 'snips/date', 'datetimeV2', 'DateTime', 'wit$datetime'],
  ['AMAZON.TIME', '@sys.time', 'snips/time', 'datetimeV2', 'DateTime', 'wit$datetime'],
  ['', '@sys.date-time', 'snips/datetime', 'datetimeV2', 'DateTime', 'wit$datetime'],
  ['AMAZON.DURATION', '@sys.duration', 'snips/duration', 'datetimeV2', 'DateTime', 'wit$duration'],
  ['', '@sys.date-period', 'snips/datePeriod', 'datetimeV2', 'DateTime', 'wit$datetime'],
  ['', '@sys.time-period', 'snips/timePeriod', 'datetimeV2', 'DateTime', 'wit$datetime'],
  ['', '@sys.percentage', 'snips/percentage', 'percentage', 'Quantity.Percentage', ''],
  [
    '',
    '@sys.unit-currency',
    'snips/amountOfMoney',
    'money',
    'Quantity.Currency',
    'wit$amount_of_money',
  ],
  [
    '',
    '@sys.temperature',
    'snips/temperature',
    'temperature',
    'Quantity.Temperature',
    'wit$temperature',
  ],
  ['', '@sys.age', '', 'age', 'Quantity.Age', 'wit$age_of_person'],
  ['AMAZON.PhoneNumber', '@sys.phone-number', '', 'phonenumber', 'PhoneNumber', 'wit$phone_number'],
  ['', '@sys.email', '', 'email', 'Email', 'wit$email'],
  ['', '@sys.url', '', 'url', 'URL', 'wit$url'],
  ['AMAZON.City', '@sys.geo-city', 'snips/city', 'geographyV2', 'Geography.Location', ''],
  ['AMAZON.US_CITY', '@sys.geo-city', 'snips/city', 'geographyV2', 'Geography.Location', ''],
  ['AMAZON.Country', '@sys.geo-country', 'snips/country', 'geographyV2', 'Geography.Location', ''],
  ['AMAZON.Region', '@sys.geo-state', 'snips/region', 'geographyV2', 'Geography.Location', ''],
  ['', '@sys.location', '', 'geographyV2', 'Geography.Location', 'wit$location'],
  ['AMAZON.Person', '@sys.person', '', 'personName', 'Person.Name', 'wit$contact'],
  ['AMAZON.FirstName', '@sys.given-name', '', 'personName', 'Person.Name', 'wit$contact'],
  ['AMAZON.Color', '@sys.color', '', '', '', ''],
  ['AMAZON.MusicGroup', '@sys.music-artist', 'snips/musicArtist', '', '', ''],
  ['AMAZON.MusicRecording', '', 'snips/musicTrack', '', '', ''],
  ['AMAZON.MusicAlbum', '', 'snips/musicAlbum', '', '', ''],
  ['AMAZON.Language', '@sys.language', '', '', '', ''],
  ['AMAZON.SearchQuery', '@sys.any', '', '', '', ''],
]

/** What a platform calls a built-in type, its own or another platform's; null where it has none. */
export function builtInNameFor(platform: TypePlatform, type: string): string | null {
  const column = ROW.indexOf(platform)
  const wanted = type.toLowerCase()
  const own = TABLE.find((row) => row[column]?.toLowerCase() === wanted && wanted !== '')
  if (own) return own[column] ?? null
  const row = TABLE.find((names) =>
    names.some((name, index) => isTelling(name, index) && name.toLowerCase() === wanted),
  )
  return row?.[column] || null
}

/** LUIS and CLU call theirs by plain words, which anybody may use for a type of their own. */
function isTelling(name: string, column: number): boolean {
  return name !== '' && ROW[column] !== 'luis' && ROW[column] !== 'clu'
}

/** Writes the built-in types of other platforms under the names that this one has for them. */
export function fitBuiltInTypes(
  project: Project,
  platform: TypePlatform,
  isTaken: (type: string) => boolean = () => true,
): Fitted {
  const listed = new Set(
    project.slotTypes.filter(({ values }) => values.length > 0).map(({ name }) => name),
  )
  const nameOf = (type: string) => {
    const other = listed.has(type) ? null : builtInNameFor(platform, type)
    return other !== null && isTaken(other) ? other : type
  }
  const types = project.intents.flatMap(({ slots }) => slots.map(({ type }) => type))
  const renamed = new Map([...new Set(types)].map((type) => [type, nameOf(type)]))
  const changed = [...renamed].filter(([type, other]) => type !== other)
  if (changed.length === 0) return { project, changes: [] }
  const rename = (type: string) => renamed.get(type) ?? type
  const slotTypes = new Map(
    project.slotTypes.map((type): [string, SlotType] => {
      const name = rename(type.name)
      // What a built-in type takes is for its platform to say.
      return [name, name === type.name ? type : { ...type, name, isExtensible: true }]
    }),
  )
  return {
    project: {
      ...project,
      intents: project.intents.map((intent) => ({
        ...intent,
        slots: intent.slots.map((slot) => ({ ...slot, type: rename(slot.type) })),
      })),
      slotTypes: [...slotTypes.values()],
    },
    changes: changed.map(
      ([type, other]) => `The built-in type “${type}” is written as “${other}”.`,
    ),
  }
}
