import {
  type Client,
  countryCodeOf,
  type FilterQuery,
  flagValue,
  parsePt,
  refusal,
  type Run,
  runModels,
  runPrograms,
  type SearchField,
  type SearchFieldName,
  searchFieldRows,
  searchFieldTexts,
  suggestRuns,
  textOfRun,
} from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import { unixSecondsOf } from '../terminal/typedValues.ts'
import { idsOf } from './idsOf.ts'

type Flags = typeof searchFieldTexts
/** The name of a search field that has an option. The words of a search are a field without an option. */
type OptionField = { [Name in SearchFieldName]: Flags[Name]['flag'] extends string ? Name : never }[SearchFieldName]
type LongName<Flag extends string> = Flag extends `${string}, --${infer Long}` ? Word<Long> : Flag extends `--${infer Long}` ? Word<Long> : never
type Word<Text extends string> = Text extends `${infer Name} ${string}` ? Name : Text
type Camel<Text extends string> = Text extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Text

/** The type of the options of some fields, under the names that the parser gives them: `--max, --max-price <pt>` becomes `maxPrice`. */
export type SearchOptionsOf<Name extends OptionField> = {
  readonly [Field in Name as Camel<LongName<Flags[Field]['flag']>>]?: Flags[Field]['flag'] extends `${string}<${string}` ? string : boolean
}

/** The search fields that `rent` uses to select a machine. */
const rentFields = ['classes', 'regions', 'maxPrice'] as const satisfies readonly OptionField[]
/** The options that `rent` uses to select a machine. */
export type RentFilters = SearchOptionsOf<(typeof rentFields)[number]>

/** The fields that limit the machines and times of `advice`. */
const adviceFields = ['regions', 'hours', 'minutes', 'startHour', 'hideSimulated'] as const satisfies readonly OptionField[]
/** The options of `infinitio advice` that limit the machines to consider, and that set the start and the duration of the lease. */
export type AdviceFilters = SearchOptionsOf<(typeof adviceFields)[number]>

/** The options of a saved search. It has all options of a search except the start. */
export type SavedFilters = SearchOptionsOf<Exclude<OptionField, 'startHour'>>
export type SearchFilters = SearchOptionsOf<OptionField>

/** Adds the options of a saved search: all options of a search except the start. */
export function withSavedFilters(command: Command): Command {
  return withFields(command, (name) => name !== 'startHour')
}

/** Adds the options of all search fields. */
export function withSearchFilters(command: Command): Command {
  return withFields(command, () => true)
}

/** Adds `--gpu`, `--region` and `--max`. */
export function withRentFilters(command: Command): Command {
  return withFields(command, (name) => rentFields.some((known) => known === name))
}

/** Adds `--region`, `--hours`, `--minutes`, `--start` and `--real`. */
export function withAdviceFilters(command: Command): Command {
  return withFields(command, (name) => adviceFields.some((known) => known === name))
}

function withFields(command: Command, isWanted: (name: SearchFieldName) => boolean): Command {
  for (const [name] of searchFieldRows) {
    const { flag, help } = searchFieldTexts[name]
    if (flag !== null && isWanted(name)) command.addOption(new Option(flag, help))
  }
  return command
}

/**
 * Returns the API query for the words and options of a search. Reads the catalogue only if an option contains a name.
 * Throws `api.invalid_field` for an invalid name, price, time or model.
 */
export async function searchQueryOf(client: Client, words: readonly string[], options: SearchFilters): Promise<FilterQuery> {
  const said: Readonly<Record<string, string | boolean | undefined>> = options
  const catalogue = catalogueReader(client)
  const query: Record<string, string | number> = words.length === 0 ? {} : { q: words.join(' ') }
  for (const [name, field] of searchFieldRows) {
    const { flag, help } = searchFieldTexts[name]
    const text = flag === null ? undefined : said[new Option(flag, help).attributeName()]
    if (flag === null || text === undefined) continue
    query[field.query] = await queryText(field, String(text), { option: flag.split(/[ ,]/)[0] ?? flag, catalogue })
  }
  return query
}

type Asked = { readonly option: string; readonly catalogue: ReturnType<typeof catalogueReader> }

async function queryText(field: SearchField, text: string, { option, catalogue }: Asked): Promise<string | number> {
  switch (field.kind) {
    case 'ids':
      return plainIds.test(text) ? text : idsOf(text, await catalogue(field.of), { option }).join(',')
    case 'names':
      return namesAsked(text, { names: field.names, option })
    case 'countries':
      return countriesAsked(text, option)
    case 'whole':
      return field.unit === 'unixHour' ? Math.floor(unixSecondsOf(text, option) / 3_600) : Number(text)
    case 'price':
      return baseUnitsOf(text, option)
    case 'flag':
      return flagValue(field)
    case 'run':
      return textOfRun(runAsked(text))
    case 'cities':
    case 'text':
      return text
  }
}

const plainIds = /^\d{1,3}(,\d{1,3})*$/

/** Returns a function that returns the rows of the catalogue. The first call reads them from the API. */
function catalogueReader(client: Client): (of: 'classes' | 'regions') => Promise<readonly { id: number; name: string }[]> {
  let read: ReturnType<Client['getClasses']> | null = null
  return async (of) => {
    read ??= client.getClasses()
    const { classes, regions } = await read
    if (of === 'classes') return classes.map(({ classId, name }) => ({ id: classId, name }))
    return regions.map(({ regionId, name }) => ({ id: regionId, name }))
  }
}

function baseUnitsOf(text: string, option: string): string {
  const units = parsePt(text)
  if (units === null) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return units.toString()
}

/**
 * Returns the names that an option lists, in lower case and without repeats. Upper and lower case are equal. Throws `api.invalid_field` with the allowed names.
 * Pure.
 */
export function namesAsked(text: string, { names, option }: { names: readonly string[]; option: string }): string {
  const asked = text.split(',').map((name) => name.trim().toLowerCase())
  if (asked.every((name) => names.includes(name))) return [...new Set(asked)].join(',')
  throw refusal('api.invalid_field', { detail: `${option} ${text}: ${names.join(', ')}` })
}

/** Returns the two letters of each country that an option lists. Throws `api.invalid_field` for a name that is not in the list of countries. Pure. */
export function countriesAsked(text: string, option: string): string {
  return text
    .split(',')
    .map((name) => countryCodeOf(name) ?? refuse(`${option} ${name.trim()}: two letters or the English name of a country`))
    .join(',')
}

function refuse(detail: string): never {
  throw refusal('api.invalid_field', { detail })
}

/**
 * Returns the model or program that `--run` means. The text is its name in URLs, or words that describe it. Throws `api.invalid_field` with the known names for
 * another text. Pure.
 */
export function runAsked(text: string): Run {
  const [run] = suggestRuns(text, { most: 1 })
  const known = [...runModels.map(({ slug }) => slug), ...runPrograms].join(', ')
  if (run === undefined) throw refusal('api.invalid_field', { detail: `--run ${text}: ${known}, or a size as 13b` })
  return run
}
