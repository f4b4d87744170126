import type { ProposalDetailWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One proposal, by the governor's number for it. Code: `api.not_found`. */
export function getProposal(transport: Transport, id: string): Promise<ProposalDetailWire> {
  return transport.send<ProposalDetailWire>({ method: 'GET', path: `/govern/proposals/${id}` })
}
