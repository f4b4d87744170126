import { z } from 'zod'
import { languages } from '../format/preferredLanguage.ts'
import { searchFieldRows } from '../search-fields/searchFilters.ts'
import { type ListingQueryWire, listingQueryWire } from './listings.ts'
import { queryInt } from './scalars.ts'

/** Largest length of a search sentence, in characters. */
const longestSentence = 1_000

/** The query of `GET /search/parse`. */
export const searchParseQueryWire = z.strictObject({
  q: z
    .string({ error: 'api.invalid_field' })
    .min(1, { error: 'api.invalid_field' })
    .max(longestSentence, { error: 'api.sentence_too_long' })
    .describe('The sentence that somebody typed or pasted, in English or Chinese: 1 to 1,000 characters.'),
  now: queryInt(0, 99_999_999_999).optional().describe('Unix seconds from which "tomorrow" counts; left out: now. For tests.'),
  lang: z.enum(languages).optional().describe('The language of the chips; left out: English.'),
})
/** The query of `GET /search/parse` after parsing, as the server uses it. */
export type SearchParseQuery = z.output<typeof searchParseQueryWire>
/** The query of `GET /search/parse` as a client writes it in the URL. */
export type SearchParseQueryWire = z.input<typeof searchParseQueryWire>

const wholeNames: ReadonlySet<string> = new Set([
  ...searchFieldRows.filter(([, { kind }]) => kind === 'whole').map(([, { query }]) => query),
  'forSeconds',
  'limit',
])
/** A query of `GET /listings` as a client writes it, not parsed. */
const parsedQueryWire = z
  .strictObject(
    Object.fromEntries(Object.keys(listingQueryWire.shape).map((name) => [name, (wholeNames.has(name) ? z.int() : z.string()).optional()])),
  )
  .describe('Can be passed unchanged to `GET /listings`.') as unknown as z.ZodType<ListingQueryWire, ListingQueryWire>

/** `GET /search/parse`: the search that a typed sentence means. */
export const searchParseWire = z
  .strictObject({
    query: parsedQueryWire,
    chips: z.array(
      z.strictObject({
        wish: z.string().describe('The name of the wish, such as `gpus` or `totalPriceAtMost`.'),
        text: z.string(),
        words: z.string().describe('The words of the sentence that mean this wish, as typed.'),
        narrows: z.boolean().describe('False for a wish that the search has no filter for: it narrows nothing.'),
      }),
    ),
    unknown: z.array(z.string()).describe('Words that were not understood, as typed. They narrow nothing.'),
    notices: z
      .array(z.enum(['hoursCut', 'startWhole']))
      .describe(
        '`hoursCut`: the words ask for more than 28 days, the longest lease. `startWhole`: a later start is a full hour, so the search is for the full hour before the time of the words, or for the next one if that has begun.',
      ),
    answer: z
      .strictObject({
        ask: z.enum(['gpus', 'memory']),
        memoryGib: z.int().describe('GPU memory that the model needs, of all GPUs together, in GiB.'),
        gpus: z.array(z.strictObject({ name: z.string().describe('A class, or a size such as `24 GB`.'), gpus: z.int() })),
      })
      .nullable()
      .describe('The answer to a question that asks for a number; null where the words ask none.'),
  })
  .meta({ id: 'SearchParse' })
export type SearchParseWire = z.infer<typeof searchParseWire>
