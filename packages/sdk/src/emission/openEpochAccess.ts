import { type ChainAddresses, type EmissionAddresses, readAddresses, readEmissionAddresses, readEpochEvents } from '@infinitio/chain'
import { address, type RecordedEvent } from '@infinitio/domain'
import type { Client } from 'viem'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * Inputs of an epoch's calculation: the chain, the public record of its hours, and the previous epoch's leaves, which
 * must match the chain's root.
 */
export type EpochAccess = {
  readonly client: Client
  readonly transport: Transport
  readonly contracts: EpochContracts
  readonly events: EpochEventLog
}

/**
 * Opens all inputs of an epoch's calculation from the Directory's address. Throws `api.not_found` without a deployed
 * DAO, and `chain.rpc_silent`.
 */
export async function openEpochAccess(
  access: ExitAccess,
  { transport, directory }: { transport: Transport; directory: string },
): Promise<EpochAccess> {
  const { client } = access
  const at = address(directory)
  const found = await askRpc(access, () => readEmissionAddresses(client, at))
  if (found === null) throw refusal('api.not_found', { detail: 'no DAO is deployed on this chain' })
  const contracts = { addresses: await askRpc(access, () => readAddresses(client, at)), ...found }
  return { client, transport, contracts, events: epochEventLog(client, contracts) }
}

/** The contracts that epochs follow from. */
export type EpochContracts = EmissionAddresses & { readonly addresses: ChainAddresses }

/** The chain events that epochs depend on. Reads each final block once. */
export type EpochEventLog = {
  /** Returns all events up to a block, which must be final. Throws viem's errors. */
  readTo(block: bigint): Promise<readonly RecordedEvent[]>
}

/** Creates an empty log. Readings run one after the other. */
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
