import type { Language } from '@infinitio/domain'
import type { ListingQueryWire } from '@infinitio/domain/wire'
import { type Chip, chipsOf } from './chips/chipsOf.ts'
import type { Catalogue } from './lexicon/catalogue.ts'
import { vocabulary } from './lexicon/vocabulary.ts'
import { type Answer, answerOf } from './query/answerOf.ts'
import { queryOf } from './query/queryOf.ts'
import type { Rate } from './query/rates.ts'
import { scanText } from './signs/scanText.ts'
import { correctWords } from './text/correctWords.ts'
import { type FoldedText, foldText, typedPart } from './text/foldText.ts'
import { collectWishes } from './wishes/collectWishes.ts'
import type { Reading, Wishes } from './wishes/wishes.ts'

/** The facts that `parseSearch` needs besides the sentence. `now` is Unix seconds; `offsetMinutes` is how many minutes the person's clock is ahead of UTC. */
export type ParseContext = {
  readonly now: number
  readonly offsetMinutes: number
  readonly language: Language
  readonly catalogue: Catalogue
  readonly rates: readonly Rate[]
}

/** The result of parsing a sentence. `query` can be passed unchanged to `GET /listings`; `unknown` has the words, as typed, that narrow nothing. */
export type ParsedSearch = {
  readonly query: ListingQueryWire
  readonly chips: readonly Chip[]
  readonly unknown: readonly string[]
  /**
   * Notices for the person. `hoursCut`: the sentence asks for more than 28 days, which is the longest lease, so the duration was shortened. `startWhole`: the
   * sentence states a start between two full hours, so the start is the full hour before it, or the next one if that has begun.
   */
  readonly notices: readonly ('hoursCut' | 'startWhole')[]
  readonly answer: Answer | null
  /** The cluster that the sentence asks for: more GPUs than one machine has, or several machines. Null if one machine is enough. */
  readonly cluster: ClusterWanted | null
}

/** The total number of GPUs of a cluster, and the number of its machines; each is null if the sentence does not state it. "Two machines" means a GPU of each. */
export type ClusterWanted = { readonly gpus: number | null; readonly machines: number | null }

/** Maximum length of a sentence in UTF-16 units. The rest is ignored. */
export const longestSentence = 1_000

/** Reads a sentence of at most `longestSentence` characters into a query. The same words in the same context give the same reading. Pure. */
export function parseSearch(typed: string, context: ParseContext): ParsedSearch {
  const reading = readSentence(typed.slice(0, longestSentence), context)
  const { query, narrows } = queryOf(reading.wishes, context)
  return {
    query,
    chips: chipsOf(reading, { ...context, folded: reading.folded, narrows }),
    unknown: reading.unknown.map(({ from, to }) => typedPart(reading.folded, from, to)),
    notices: [...(reading.isCut ? (['hoursCut'] as const) : []), ...(reading.isBetweenHours ? (['startWhole'] as const) : [])],
    answer: answerOf(reading, query.run, context.catalogue),
    cluster: clusterOf(reading.wishes),
  }
}

function clusterOf({ cluster, gpus, gpusAtLeast, machines }: Wishes): ClusterWanted | null {
  return cluster === undefined ? null : { gpus: gpus ?? gpusAtLeast ?? machines ?? null, machines: machines ?? null }
}

/** Reads a sentence: corrects misspelt words, finds the parts that have a meaning, and combines them into requirements. */
export function readSentence(
  typed: string,
  context: { readonly now: number; readonly offsetMinutes: number; readonly catalogue: Catalogue },
): Reading & { readonly folded: FoldedText } {
  const folded = correctWords(foldText(typed), vocabulary)
  return { ...collectWishes(scanText(folded, context), context), folded }
}
