import type { Address, Refusal } from '@infinitio/domain'
import type { OrderPlacesWire } from '@infinitio/domain/wire'
import { queuePlaces } from '@infinitio/matching'
import { asOf } from './asOf.ts'
import type { MarketState } from './createMarketTail.ts'

/**
 * Returns the queue positions of an account's open bids. Refuses with `api.not_ready` before the
 * journal was read once.
 */
export function tellOrderPlaces(state: MarketState | null, { account }: { account: Address }): OrderPlacesWire | Refusal {
  if (state === null) return { rejected: 'api.not_ready', detail: 'the journal is being read' }
  const { book, answers } = state
  return answers.get(`places ${account}`, String(book.seq), () => ({
    asOf: asOf(state),
    places: queuePlaces(book, account).map(({ pausedUntilMs, ...place }) => ({
      ...place,
      pausedUntil: pausedUntilMs === null ? null : Math.ceil(pausedUntilMs / 1_000),
    })),
  }))
}
