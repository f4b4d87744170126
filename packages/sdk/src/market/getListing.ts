import type { ListingDetailWire, ListingQueryWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One machine with its calendar, price history and similar machines, as it can be had now or from `startHour` on. Code: `node.unknown`. */
export function getListing(
  transport: Transport,
  { node, query }: { node: string; query: Pick<ListingQueryWire, 'hours' | 'minGpus' | 'startHour'> },
): Promise<ListingDetailWire> {
  return transport.send<ListingDetailWire>({ method: 'GET', path: `/listings/${node}`, query })
}
