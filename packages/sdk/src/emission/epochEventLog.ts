import { type ChainAddresses, type EmissionAddresses, readEpochEvents } from '@infinitio/chain'
import type { RecordedEvent } from '@infinitio/domain'
import type { Client } from 'viem'

/** The contracts that epochs follow from. */
export type EpochContracts = EmissionAddresses & { readonly addresses: ChainAddresses }

/** What the chain said that epochs follow from; each final block is read once. */
export type EpochEventLog = {
  /** All of it up to a block, which must be final. Throws viem's errors. */
  readTo(block: bigint): Promise<readonly RecordedEvent[]>
}

/** Makes one that knows nothing yet. One reading after the other. */
export function epochEventLog(client: Client, contracts: EpochContracts): EpochEventLog {
  const blocks: { last: bigint; events: readonly RecordedEvent[] }[] = []
  return {
    async readTo(block) {
      const from = blocks.findLast(({ last }) => last <= block)
      const next = (from?.last ?? -1n) + 1n
      const added = next > block ? [] : await readEpochEvents(client, { ...contracts, from: next, to: block })
      const events = [...(from?.events ?? []), ...added]
      blocks.splice(0, blocks.length, { last: block, events })
      return events
    },
  }
}
