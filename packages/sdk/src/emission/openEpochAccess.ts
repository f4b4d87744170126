import { type ChainAddresses, type EmissionAddresses, marketStart, readAddresses, readEmissionAddresses, readEpochEvents } from '@infinitio/chain'
import { address, type RecordedEvent } from '@infinitio/domain'
import type { Client } from 'viem'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * Inputs of an epoch's calculation: the chain, the public record of its hours, and the emission records of the previous epoch, which must match the chain's
 * root.
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

/** The contracts with the events that decide an epoch's pay. */
export type EpochContracts = EmissionAddresses & { readonly addresses: ChainAddresses }

/** The chain events that decide an epoch's pay. Reads each final block only once. */
export type EpochEventLog = {
  /** Returns all events up to a block, which must be final. Throws viem's errors; the blocks that were read before the error remain stored. */
  readTo(block: bigint): Promise<readonly RecordedEvent[]>
}

/** Blocks that were read together: the number of the last one, and their events in the chain's sequence. */
type ReadBlocks = { readonly last: bigint; readonly events: readonly RecordedEvent[] }

/** Readers ask for blocks of the last few hours, so all older parts of the log are joined into one. */
const mostParts = 64

/**
 *
 * Creates an empty log of events. It begins at the market's first block, and its readings run one after the other. If a reading ends at an earlier block than
 * the one before, only the stored part that contains this block is divided, and all earlier parts are used again.
 *
 */
export function epochEventLog(client: Client, contracts: EpochContracts): EpochEventLog {
  let parts: ReadBlocks[] = []
  let first: bigint | null = null
  let reading: Promise<unknown> = Promise.resolve()

  async function read(block: bigint): Promise<readonly RecordedEvent[]> {
    const place = parts.findLastIndex(({ last }) => last <= block)
    const before = parts.slice(0, place + 1)
    const after = parts.slice(place + 1)
    const lastRead = before.at(-1)?.last
    if (lastRead !== block) {
      first ??= await marketStart(client, contracts.addresses, block)
      const from = lastRead === undefined ? first : lastRead + 1n
      const events = from > block ? [] : await readEpochEvents(client, { ...contracts, from, to: block })
      before.push({ last: block, events })
      const [divided, ...others] = after
      // The first events of the divided part were just read again and stored as a separate part, so only its later events remain in it.
      parts = joined([...before, ...(divided === undefined ? [] : [{ ...divided, events: divided.events.slice(events.length) }]), ...others])
    }
    return before.flatMap(({ events }) => events)
  }

  return {
    readTo(block) {
      const own = reading.then(() => read(block))
      reading = own.catch(() => null)
      return own
    },
  }
}

/** Joins the oldest parts, so that at most `mostParts` remain. */
function joined(parts: ReadBlocks[]): ReadBlocks[] {
  const old = parts.slice(0, Math.max(0, parts.length - mostParts) + 1)
  const last = old.at(-1)
  if (last === undefined || old.length === 1) return parts
  return [{ last: last.last, events: old.flatMap(({ events }) => events) }, ...parts.slice(old.length)]
}
