import type { ChainWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What a client must know before it builds and signs an order: contracts, fees, the block clock, the gateway. */
export function getChain(transport: Transport): Promise<ChainWire> {
  return transport.send<ChainWire>({ method: 'GET', path: '/chain' })
}
