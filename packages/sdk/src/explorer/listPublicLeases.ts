import type { PublicLeasesQueryWire, PublicLeasesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Leases of anybody as the chain tells them, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listPublicLeases(transport: Transport, query: PublicLeasesQueryWire): Promise<PublicLeasesWire> {
  return transport.send<PublicLeasesWire>({ method: 'GET', path: '/explorer/leases', query })
}
