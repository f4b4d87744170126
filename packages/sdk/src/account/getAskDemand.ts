import type { AskDemandAnswerWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/**
 * What the open ask of the signed-in provider's node met in the last days, 1 to 7: which bids came for its class, what kept each away, and what lower prices would
 * have brought. A replay, not a promise. Refuses with `node.unknown`, and `order.ask_gone` while the node has no ask in the book.
 */
export function getAskDemand(transport: Transport, { node, days }: { node: string; days: number }): Promise<AskDemandAnswerWire> {
  return transport.send<AskDemandAnswerWire>({ method: 'GET', path: `/provider/nodes/${node}/demand`, query: { days: String(days) } })
}
