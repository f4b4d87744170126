import { type ChainAddresses, followedContracts, serviceLedgerEntry } from '@infinitio/chain'
import { type ChainBlock, ChainContradiction, readCheckedBlock, readCheckedBlocks } from '@infinitio/chain/node'
import { type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import type { ReadBlock } from './storeBlocks.ts'

/**
 * The calls with which the follower reads from one chain node. Each call throws viem's error if the node does not answer, and ChainContradiction if the parts
 * of the answer contradict each other.
 */
export interface ChainReader {
  head(): Promise<ChainBlock>
  /** Returns null if the chain has no such block. */
  block(number: bigint): Promise<ChainBlock | null>
  /** Returns blocks `from` to `to`, both included. Each block is the parent of the next, and its logs of our contracts are proven. */
  blocksWithLogs(range: BlockRange): Promise<readonly ReadBlock[]>
  /**
   * Starts to read the next range in advance, so that the chain node and the database work at the same time. If this read fails, the next call of
   * `blocksWithLogs` throws its error.
   */
  readAhead(range: BlockRange): void
}

/** Block numbers, both ends included. */
export interface BlockRange {
  from: bigint
  to: bigint
}

/**
 * Creates a reader of blocks and of the logs of the deployment at `addresses`. Also reads the logs of the service ledger, the contract that pays for AI
 * services. A deployment can get its ledger later. From the block in which a log names the ledger, its logs are read too. Throws UnknownEventError for a log
 * that cannot be decoded. The follower must then stop and never skip the log.
 */
export function chainReader({
  client,
  addresses,
  ledger = null,
}: {
  client: Client
  addresses: ChainAddresses
  ledger?: Address | null
}): ChainReader {
  let contracts = [...followedContracts(addresses), ...(ledger === null ? [] : [ledger])]
  async function read({ from, to }: BlockRange): Promise<readonly ReadBlock[]> {
    const blocks = await readCheckedBlocks(client, { from, to, contracts })
    const named = ledgersNamed(blocks).filter((address) => !contracts.includes(address))
    if (named.length === 0) return blocks
    contracts = [...contracts, ...named]
    return read({ from, to })
  }
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
      // If a later call requests this range, it awaits the promise and gets the error. If no call does, the error does not matter; the empty handler prevents
      // that Node.js reports it.
      blocks.catch(() => {})
      ahead = { ...range, blocks }
    },
  }
}

function ledgersNamed(blocks: readonly ReadBlock[]): Address[] {
  return blocks.flatMap(({ logs }) =>
    logs.flatMap(({ event }) =>
      event.name === 'EntrySet' && event.entry === serviceLedgerEntry && event.current !== zeroAddress ? [event.current] : [],
    ),
  )
}
