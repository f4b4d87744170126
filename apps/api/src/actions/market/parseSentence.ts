import { isRefusal, type Refusal } from '@infinitio/domain'
import type { SearchParseQuery, SearchParseWire } from '@infinitio/domain/wire'
import { parseSearch } from '@infinitio/parse'
import type { Services } from '../../services/services.ts'

/**
 * Parses a search sentence into filters, using this market's catalogue and the operator's exchange rates; times in the sentence are UTC. Refuses with
 * `api.not_ready` until the market is loaded.
 */
export async function parseSentence({ market, rates, clock }: Services, { q, now, lang }: SearchParseQuery): Promise<SearchParseWire | Refusal> {
  const catalogue = await market.ask({ kind: 'catalogue' })
  if (isRefusal(catalogue)) return catalogue
  const { query, chips, unknown, notices, answer } = parseSearch(q, {
    ...{ now: now ?? clock.read().now, offsetMinutes: 0, language: lang ?? 'en' },
    ...{ catalogue, rates: rates() },
  })
  return {
    ...{ query, unknown: [...unknown], notices: [...notices], chips: [...chips] },
    answer: answer === null ? null : { ...answer, gpus: [...answer.gpus] },
  }
}
