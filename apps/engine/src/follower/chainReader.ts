import { type ChainAddresses, followedContracts } from '@infinitio/chain'
import { type ChainBlock, readBlock, readLogs } from '@infinitio/chain/node'
import type { Client } from 'viem'
import type { ReadBlock } from './storeBlocks.ts'

/** What the follower asks the chain. Every call throws viem's error when the chain does not answer. */
export interface ChainReader {
  head(): Promise<ChainBlock>
  /** Null when the chain has no such block. */
  block(number: bigint): Promise<ChainBlock | null>
  /** Blocks `from` to `to` (both included) with the logs of our contracts, or null when the chain changed while reading. */
  blocksWithLogs(range: { from: bigint; to: bigint }): Promise<ReadBlock[] | null>
}

/** Reads blocks and the logs of the deployment at `addresses`. A log that cannot be decoded throws UnknownEventError: stop, never skip. */
export function chainReader({ client, addresses }: { client: Client; addresses: ChainAddresses }): ChainReader {
  const contracts = followedContracts(addresses)
  return {
    async head() {
      const head = await readBlock(client, 'latest')
      if (head === null) throw new Error('the chain has no block')
      return head
    },
    block: (number) => readBlock(client, number),
    async blocksWithLogs({ from, to }) {
      const numbers = Array.from({ length: Number(to - from) + 1 }, (_, place) => from + BigInt(place))
      const range = { fromBlock: from, toBlock: to }
      const [headers, logs] = await Promise.all([
        Promise.all(numbers.map((number) => readBlock(client, number))),
        readLogs(client, { contracts, range }),
      ])
      const blocks: ReadBlock[] = []
      for (const found of headers) {
        if (found === null) return null
        const own = logs.filter((log) => log.blockNumber === found.number)
        if (own.some((log) => log.blockHash !== found.hash)) return null
        blocks.push({ ...found, logs: own })
      }
      return blocks
    },
  }
}
