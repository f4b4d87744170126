import type { BlockWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** One block. Code: `chain.block_unknown`. */
export function getBlock(transport: Transport, number: string): Promise<BlockWire> {
  return transport.send<BlockWire>({ method: 'GET', path: `/explorer/blocks/${number}` })
}
