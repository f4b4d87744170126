import type { Address, Refusal } from '@infinitio/domain'
import type { OrderPlacesWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Where the standing bids of an account are in their queues, from the journal. Refuses with `api.not_ready`. */
export function readOrderPlaces({ market }: Services, { account }: { account: Address }): Promise<OrderPlacesWire | Refusal> {
  return market.ask({ kind: 'orderPlaces', account })
}
