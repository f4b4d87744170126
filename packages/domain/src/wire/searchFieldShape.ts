import { z } from 'zod'
import { parseRun } from '../runs/run.ts'
import { mostCityCharacters, type SearchField, type SearchFieldName, type SearchFields, searchFieldTexts } from '../search-fields/searchFields.ts'
import { cityNamesIn, type FlagText, searchFieldRows } from '../search-fields/searchFilters.ts'
import { decimalRange } from './decimalRange.ts'
import { queryInt, text } from './scalars.ts'

/** The value of a search field as the server has it after parsing. `Written` is the value as a client writes it. */
type Parsed<Field extends SearchField> = Field extends { kind: 'ids' }
  ? number[]
  : Field extends { kind: 'names'; names: readonly (infer Name)[] }
    ? Name[]
    : Field extends { kind: 'whole' }
      ? number
      : Field extends { kind: 'countries' | 'cities' }
        ? string[]
        : SavedText<Field>
type Written<Field extends SearchField> = Field extends { kind: 'whole' } ? number : SavedText<Field>
/** The value of a field in a saved search. */
type SavedText<Field extends SearchField> = Field extends { kind: 'flag' } ? FlagText<Field> : string

type SchemaOf<Field extends SearchField> = z.ZodOptional<z.ZodType<Parsed<Field>, Written<Field>>>

/** The schema of each field of a search, by its name in the API. */
export type SearchFieldShape = { [Name in SearchFieldName as SearchFields[Name]['query']]: SchemaOf<SearchFields[Name]> }

const mostInList = 64
const id = decimalRange(0n, 255n).slice(1, -1)

/** The pattern of a city name: no commas, no control characters, and no space at its beginning. The pattern is also in the API document. */
const cityName = String.raw`[^, \u0000-\u001f\u007f-\u009f][^,\u0000-\u001f\u007f-\u009f]{0,${mostCityCharacters - 1}}`

function listOf(one: string, most: number) {
  return z.string().regex(new RegExp(`^${one}(,${one}){0,${most - 1}}$`), { error: 'api.invalid_field' })
}

/**
 * Returns the schema of a flag. A flag of the kind `only` accepts only the value `true`. `false` is rejected, because it would find the same machines as a
 * missing value, although it looks like the opposite filter.
 */
function flag({ on }: SearchField & { kind: 'flag' }) {
  return z.enum(on === 'only' ? ['true'] : ['true', 'false'])
}

function schemaOf(field: SearchField): z.ZodType<unknown, string | number> {
  switch (field.kind) {
    case 'text':
      return text(field.most)
    case 'ids':
      return listOf(id, mostInList).transform((value) => value.split(',').map(Number))
    case 'names':
      return listOf(`(${field.names.join('|')})`, field.names.length).transform((value) => value.split(','))
    case 'countries':
      return listOf('[A-Za-z]{2}', mostInList).transform((value) => value.toUpperCase().split(','))
    case 'cities':
      return listOf(cityName, mostInList)
        .refine((value) => value.isWellFormed(), { error: 'api.invalid_field' })
        .transform(cityNamesIn)
    case 'whole':
      return queryInt(field.least, field.most)
    case 'price':
      return z.string().regex(/^(0|[1-9][0-9]{0,30})$/, { error: 'api.invalid_field' })
    case 'flag':
      return flag(field)
    case 'run':
      return text(60).refine((value) => parseRun(value) !== null, { error: 'api.invalid_field' })
  }
}

/** The schemas of all search fields. */
export const searchFieldShape = Object.fromEntries(
  searchFieldRows.map(([name, field]) => {
    const { parameter } = searchFieldTexts[name]
    const schema = schemaOf(field).optional()
    return [field.query, parameter === null ? schema : schema.describe(parameter)]
  }),
) as unknown as SearchFieldShape

/** The schemas of the fields of a saved query. Their values are texts that the API itself has written. */
export const savedFieldShape = Object.fromEntries(
  searchFieldRows.map(([, field]) => [field.query, field.kind === 'flag' ? flag(field) : z.string()]),
) as unknown as { [Name in SearchFieldName as SearchFields[Name]['query']]: z.ZodType<SavedText<SearchFields[Name]>> }
