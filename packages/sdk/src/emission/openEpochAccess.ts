import { type ChainAddresses, type EmissionAddresses, marketStart, readAddresses, readEmissionAddresses, readEpochEvents } from '@infinitio/chain'
import { address, type RecordedEvent } from '@infinitio/domain'
import type { Client } from 'viem'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * The inputs for calculating an epoch: the chain's events, the public records of its hours, and the emission records of the previous epoch, which must match
 * the root on the chain.
 */
export type EpochAccess = {
  readonly client: Client
  readonly transport: Transport
  readonly contracts: EpochContracts
  readonly events: EpochEventLog
}

/**
 * Opens everything that the calculation of an epoch (the pay for one hour) needs, from the Directory's address. Throws `api.not_found` without a deployed DAO,
 * and `chain.rpc_silent`.
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

/** The contracts that emit the events on which the pay for an epoch (one hour) depends. */
export type EpochContracts = EmissionAddresses & { readonly addresses: ChainAddresses }

/** The chain events on which the pay for an epoch (one hour) depends. Stores the events that it has read. */
export type EpochEventLog = {
  /** Returns all events up to a block, which must be final. Throws viem's errors. */
  readTo(block: bigint): Promise<readonly RecordedEvent[]>
}

/** The events of a range of blocks that were read together, in the chain's sequence. `last` is the number of the range's last block. */
type ReadBlocks = { readonly last: bigint; readonly events: readonly RecordedEvent[] }

/** The largest number of stored block ranges. Callers ask for blocks of the last few hours, so all older ranges are joined into one. */
const mostParts = 64

/**
 * Creates an empty log of events, which begins at the market's first block. It reads for one caller at a time and stores the ranges of blocks that it has read.
 * If a caller asks for a block inside a stored range, only the part of that range up to this block is read again, and the range is divided there. The stored
 * ranges before it are used as they are.
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
      // The events of the divided range up to the requested block were just read again and stored as a separate range. So only its later events remain in the
      // divided range.
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

/** Joins the oldest block ranges into one, so that at most `mostParts` ranges remain. */
function joined(parts: ReadBlocks[]): ReadBlocks[] {
  const old = parts.slice(0, Math.max(0, parts.length - mostParts) + 1)
  const last = old.at(-1)
  if (last === undefined || old.length === 1) return parts
  return [{ last: last.last, events: old.flatMap(({ events }) => events) }, ...parts.slice(old.length)]
}
