import type { ProposalsQueryWire, ProposalsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Proposals, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listProposals(transport: Transport, query: ProposalsQueryWire = {}): Promise<ProposalsWire> {
  return transport.send<ProposalsWire>({ method: 'GET', path: '/govern/proposals', query })
}
