import type { BlocksQueryWire, BlocksWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Blocks, newest first. Next page: `cursor: nextCursor`. */
export function listBlocks(transport: Transport, query: BlocksQueryWire): Promise<BlocksWire> {
  return transport.send<BlocksWire>({ method: 'GET', path: '/explorer/blocks', query })
}
