import type { BountiesQueryWire, BountiesWire, BountyWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Work that is paid in G, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listBounties(transport: Transport, query: BountiesQueryWire = {}): Promise<BountiesWire> {
  return transport.send<BountiesWire>({ method: 'GET', path: '/govern/bounties', query })
}

/** One bounty with its text, its steps and who reviews it. Throws `api.not_found`. */
export function getBounty(transport: Transport, id: number | string): Promise<BountyWire> {
  return transport.send<BountyWire>({ method: 'GET', path: `/govern/bounties/${id}` })
}
