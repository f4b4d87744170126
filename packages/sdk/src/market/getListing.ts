import type { ListingDetailWire, ListingQueryWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One machine with its calendar, price history and similar machines. Code: `node.unknown`. */
export function getListing(
  transport: Transport,
  { node, query }: { node: string; query: Pick<ListingQueryWire, 'hours' | 'minGpus'> },
): Promise<ListingDetailWire> {
  return transport.send<ListingDetailWire>({ method: 'GET', path: `/listings/${node}`, query })
}
