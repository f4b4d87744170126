import { type ChainAddresses, followedContracts } from '@infinitio/chain'
import { type ChainBlock, ChainContradiction, readCheckedBlock, readCheckedBlocks } from '@infinitio/chain/node'
import type { Client } from 'viem'
import type { ReadBlock } from './storeBlocks.ts'

/**
 * What the follower asks one node of the chain. Every call throws viem's error when the node does not answer, and ChainContradiction when
 * its answer contradicts itself.
 */
export interface ChainReader {
  head(): Promise<ChainBlock>
  /** Null when the chain has no such block. */
  block(number: bigint): Promise<ChainBlock | null>
  /** Blocks `from` to `to` (both included), each the parent of the next, with the logs of our contracts, all of them proven. */
  blocksWithLogs(range: BlockRange): Promise<readonly ReadBlock[]>
  /** Begins to read a range that will be asked for next, so that node and database work at the same time. A failure shows when it is asked for. */
  readAhead(range: BlockRange): void
}

/** Numbers of blocks, both ends included. */
export interface BlockRange {
  from: bigint
  to: bigint
}

/** Reads blocks and the logs of the deployment at `addresses`. A log that cannot be decoded throws UnknownEventError: stop, never skip. */
export function chainReader({ client, addresses }: { client: Client; addresses: ChainAddresses }): ChainReader {
  const contracts = followedContracts(addresses)
  const read = ({ from, to }: BlockRange) => readCheckedBlocks(client, { from, to, contracts })
  let ahead: (BlockRange & { blocks: ReturnType<typeof read> }) | null = null
  return {
    async head() {
      const head = await readCheckedBlock(client, 'latest')
      if (head === null) throw new ChainContradiction('the chain has no block')
      return head
    },
    block: (number) => readCheckedBlock(client, number),
    blocksWithLogs({ from, to }) {
      const blocks = ahead?.from === from && ahead.to === to ? ahead.blocks : read({ from, to })
      ahead = null
      return blocks
    },
    readAhead(range) {
      const blocks = read(range)
      // The reader of this range gets the failure. A range that nobody reads has no failure to report.
      blocks.catch(() => {})
      ahead = { ...range, blocks }
    },
  }
}
