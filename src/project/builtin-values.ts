import type { Filler } from './builtin-generators'
import * as make from './builtin-generators'
import * as words from './builtin-words'
import type { Random } from './random'

const among =
  (list: readonly string[]): Filler =>
  (random: Random) =>
    random.pick(list) ?? ''

const either =
  (...fillers: Filler[]): Filler =>
  (random) =>
    (random.pick(fillers) ?? make.makeNumber)(random)

const anyPlace = either(among(words.CITIES), among(words.STATES), among(words.COUNTRIES))

/**
 * Fillers by the plain name of a type: lower case, letters and digits only, without the maker's
 * prefix (`AMAZON.`, `@sys.`, `snips/`, `wit/`, `builtin.`).
 */
const FILLERS = new Map<string, Filler>([
  ...entries(
    make.makeNumber,
    'number numberinteger integer numbersequence cardinal amount quantity count numeric alphanumeric digit',
  ),
  ...entries(make.makeOrdinal, 'ordinal ordinalv2 rank'),
  ...entries(make.makeFourDigits, 'fourdigitnumber year'),
  ...entries(make.makeAge, 'age'),
  ...entries(make.makePercentage, 'percentage percent'),
  ...entries(make.makeTemperature, 'temperature'),
  ...entries(make.makeMoney, 'money amountofmoney unitcurrency currency price amountofcurrency'),
  ...entries(make.makeDuration, 'duration period'),
  ...entries(make.makeTime, 'time timeofday'),
  ...entries(make.makeDate, 'date day'),
  ...entries(make.makeDateTime, 'datetime datetimev2 datetimealt'),
  ...entries(make.makeTimePeriod, 'timeperiod'),
  ...entries(make.makeDatePeriod, 'dateperiod dateinterval'),
  ...entries(among(words.WEEKDAYS), 'dayofweek weekday'),
  ...entries(among(words.MONTHS), 'month'),
  ...entries(
    make.makePerson,
    'person personname contact actor director athlete musician professional fictionalcharacter contactname name',
  ),
  ...entries(make.makeFullName, 'fullname creativeworkauthor'),
  ...entries(
    among(words.FIRST_NAMES),
    'firstname givenname usfirstname gbfirstname defirstname user username',
  ),
  ...entries(among(words.LAST_NAMES), 'lastname surname familyname'),
  ...entries(
    among(words.CITIES),
    'city uscity gbcity europecity decity geocity geographycity geographyv2city atcity cityname',
  ),
  ...entries(among(words.STATES), 'state usstate usstates geostate geographystate'),
  ...entries(
    among(words.COUNTRIES),
    'country geocountry geocountrycode geographycountry countryregion',
  ),
  ...entries(among(words.REGIONS), 'region deregion gbregion europeregion atregion'),
  ...entries(anyPlace, 'location place geographyv2 locationcontact geo'),
  ...entries(among(words.STREETS), 'streetname street'),
  ...entries(make.makeStreetAddress, 'streetaddress'),
  ...entries(make.makePostalAddress, 'postaladdress address locationaddress'),
  ...entries(make.makePostcode, 'postalcode zipcode zip'),
  ...entries(
    among(words.LANDMARKS),
    'landmark landmarksorhistoricalbuildings civicstructure landform placeattraction pointofinterest',
  ),
  ...entries(make.makePhone, 'phonenumber phone'),
  ...entries(make.makeEmail, 'email emailaddress'),
  ...entries(make.makeUrl, 'url uri link'),
  ...entries(make.makeLength, 'unitlength distance length'),
  ...entries(make.makeWeight, 'unitweight weight'),
  ...entries(make.makeVolume, 'unitvolume volume'),
  ...entries(make.makeSpeed, 'unitspeed speed'),
  ...entries(make.makeArea, 'unitarea area'),
  ...entries(make.makeByteSize, 'unitinformation filesize'),
  ...entries(make.makeDimension, 'dimension'),
  ...entries(make.makeFlightNumber, 'flightnumber flight'),
  ...entries(among(words.COLORS), 'color colour colors'),
  ...entries(among(words.ANIMALS), 'animal animals pet'),
  ...entries(
    either(among(words.FOODS), among(words.FOODS), among(words.DESSERTS)),
    'food fooditem foods foodestablishmentitem recipe ingredient dish',
  ),
  ...entries(among(words.DESSERTS), 'dessert'),
  ...entries(among(words.DRINKS), 'drink beverage'),
  ...entries(among(words.ARTISTS), 'artist musicgroup musicartist band singer'),
  ...entries(among(words.SONGS), 'musicrecording song songname track trackname musiccreativework'),
  ...entries(among(words.ALBUMS), 'musicalbum album'),
  ...entries(among(words.GENRES), 'genre musicgenre'),
  ...entries(among(words.PLAYLISTS), 'musicplaylist playlist'),
  ...entries(among(words.MOVIES), 'movie film screeningevent movieseries'),
  ...entries(
    either(among(words.SERIES), among(words.MOVIES)),
    'tvseries tvepisode tvseason tvshow show series videoobject',
  ),
  ...entries(among(words.BOOKS), 'book bookseries writtencreativeworktype creativework'),
  ...entries(among(words.AUTHORS), 'author'),
  ...entries(among(words.GAMES), 'videogame game games softwaregame'),
  ...entries(among(words.SPORTS), 'sport sports sportsevent'),
  ...entries(among(words.TEAMS), 'sportsteam team'),
  ...entries(
    among(words.COMPANIES),
    'corporation company localbusiness organization localbusinesstype broadcastchannel brand restaurant store educationalorganization',
  ),
  ...entries(among(words.APPS), 'softwareapplication app application service'),
  ...entries(among(words.OCCUPATIONS), 'occupation profession job medicalorganization'),
  ...entries(among(words.WEATHERS), 'weathercondition weather'),
  ...entries(among(words.LANGUAGES), 'language'),
  ...entries(among(words.ROOMS), 'room rooms'),
  ...entries(among(words.DEVICES), 'device devicetype devices appliance'),
  ...entries(among(words.AIRLINES), 'airline'),
  ...entries(among(words.AIRPORTS), 'airport'),
  ...entries(among(words.HOLIDAYS), 'holiday event festival'),
  ...entries(among(words.BODY_PARTS), 'bodypart'),
  ...entries(among(words.CATEGORIES), 'category topic newscategory'),
  ...entries(
    among(words.PHRASES),
    'searchquery any literal text phrase message keyphrase query messagebody wikipediasearchquery agendaentry reminder question',
  ),
])

function entries(filler: Filler, names: string): [string, Filler][] {
  return names.split(' ').map((name) => [name, filler])
}

/** Whether a type name is one of a maker's built-in types (`AMAZON.DATE`, `@sys.date`, `snips/city`). */
export function isBuiltInType(type: string): boolean {
  return /^(AMAZON\.|@?sys[.-]|snips\/|builtin\.|wit[/$]|\$PREBUILT:|prebuilt[:.])/iu.test(type)
}

/**
 * Makes values for a type by its name, or by the name of the slot when the type says nothing;
 * null when neither name is known to mean something.
 */
export function builtInFiller(type: string, slot = ''): Filler | null {
  const known = FILLERS.get(plainName(type))
  if (known) return known
  if (isBuiltInType(type))
    return FILLERS.get(plainName(slot)) ?? byEnding(type) ?? among(words.PHRASES)
  return FILLERS.get(plainName(slot)) ?? byEnding(type) ?? byEnding(slot)
}

/** `fromCity` and `LIST_OF_CITIES`-like names: the last word tells. */
function byEnding(name: string): Filler | null {
  const parts = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const last = plainName(parts[parts.length - 1] ?? '')
  return FILLERS.get(last) ?? FILLERS.get(last.replace(/s$/u, '')) ?? null
}

/** Values for a slot about which nothing is known. */
export const anyFiller: Filler = among(words.PHRASES)

function plainName(name: string): string {
  return name
    .replace(/^(AMAZON\.|@?sys[.-]|snips\/|builtin\.|wit[/$]|\$PREBUILT:|prebuilt[:.])/iu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
