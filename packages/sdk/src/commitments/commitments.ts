import type { CommitmentsQueryWire, CommitmentsWire, CommitmentWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** GPU time that providers promised ahead, newest first. Next page: the same query with `cursor: nextCursor`. Throws `api.bad_address`. */
export function listCommitments(transport: Transport, query: CommitmentsQueryWire = {}): Promise<CommitmentsWire> {
  return transport.send<CommitmentsWire>({ method: 'GET', path: '/govern/commitments', query })
}

/** One commitment with its steps. Throws `api.not_found`. */
export function getCommitment(transport: Transport, id: number | string): Promise<CommitmentWire> {
  return transport.send<CommitmentWire>({ method: 'GET', path: `/govern/commitments/${id}` })
}
