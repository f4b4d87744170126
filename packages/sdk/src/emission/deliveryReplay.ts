import { attestationsAbi, directoryAbi } from '@infinitio/chain'
import { DeliveryMeter, type PromisedCapacity } from '@infinitio/matching'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { getJournalHead } from '../generated/calls.ts'
import { isTimeRow, JournalReplay, secondOfRow } from '../journal/journalReplay.ts'
import { readJournal, verifyJournalHead } from '../journal/readJournal.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { NodePresence } from './nodePresence.ts'
import type { EpochContracts } from './openEpochAccess.ts'

/** Sources for measuring delivered GPU time: the public journal (through the API), and the chain with the journal's roots. */
export type DeliverySources = { readonly client: Client; readonly transport: Transport; readonly contracts: EpochContracts }

/**
 * A replay of the journal that adds up the GPU time that providers delivered for their commitments. Each call of `measure` continues at the row where the
 * previous call stopped, or starts again at the first row if it must.
 */
export type DeliveryReplay = {
  /**
   * Returns, by commitment id, the GPU-seconds that were delivered for each of `promises` by the end of its window. `promises` must contain every commitment
   * that ends no later than the last of them, because a provider's GPUs count first for the commitments that end first. Returns null while the newest journal
   * root on the chain is older than `until` (Unix seconds), or until ten minutes after the last hour of a window. Throws `journal.disagrees` for a journal that
   * differs from its signed head or from the chain's root, and the errors of the API and the chain.
   */
  measure(promises: readonly PromisedCapacity[], until: number): Promise<ReadonlyMap<bigint, bigint> | null>
}

type State = { readonly meter: DeliveryMeter; readonly replay: JournalReplay /** The newest anchored root in the rows. */; reached: string | null }

/**
 * Creates a replay that starts at the journal's first row. A call of `measure` starts again at that row if it gets a new commitment (promise of GPU time) whose
 * window began before the second that the replay has reached. Calls of `measure` must not overlap.
 */
export function createDeliveryReplay(sources: DeliverySources): DeliveryReplay {
  const presence = new NodePresence()
  let state = begin(presence)
  let refused: { readonly root: string; readonly error: unknown } | null = null
  return {
    async measure(promises, until) {
      if (promises.some(({ id, from }) => state.meter.deliveredOf(id) === null && from < state.meter.second)) state = begin(presence)
      for (const promise of promises) if (state.meter.deliveredOf(promise.id) === null) state.meter.add(promise)
      const root = await newestRoot(sources)
      if (root === null || !(await presence.read(promises, sources))) return null
      // A journal that failed its check is not read again until the chain has a newer root.
      if (refused?.root === root) throw refused.error
      try {
        if (!(await readTo(state, sources, { root, until }))) return null
      } catch (error) {
        state = begin(presence)
        if (error instanceof InfinitioError && error.code === 'journal.disagrees') refused = { root, error }
        throw error
      }
      return new Map(promises.map(({ id }) => [id, BigInt(state.meter.deliveredOf(id) ?? 0)]))
    },
  }
}

function begin(presence: NodePresence): State {
  const meter = new DeliveryMeter(presence.wasPresent)
  const replay = new JournalReplay({ start: null, onTime: (book, second) => meter.moveTo(book, second) })
  return { meter, replay, reached: null }
}

/** Returns the journal root that was written to the chain last, or null if there is none yet. */
async function newestRoot({ client, contracts }: DeliverySources): Promise<string | null> {
  const at = { address: contracts.addresses.attestations, abi: attestationsAbi } as const
  const epoch = await readContract(client, { ...at, functionName: 'lastAnchoredEpoch' })
  return epoch === 0n ? null : (await readContract(client, { ...at, functionName: 'anchorOf', args: [epoch] })).slice(2)
}

/**
 * Replays the journal up to the row with the hash that is the newest root on the chain. Then counts GPU time up to the time of the next row that changes the
 * order book, but not beyond `until`. Returns true when the replay has reached `until`.
 */
async function readTo(
  state: State,
  { client, transport, contracts }: DeliverySources,
  { root, until }: { root: string; until: number },
): Promise<boolean> {
  const { meter, replay } = state
  if (meter.second >= until) return true
  const [receiptKey, head] = await Promise.all([
    readContract(client, { address: contracts.addresses.directory, abi: directoryAbi, functionName: 'receiptKey' }),
    getJournalHead(transport),
  ])
  if (!(await verifyJournalHead({ head, receiptKey }))) throw disagrees('the head is not signed by the receipt key')
  for await (const row of readJournal(transport, { from: replay.last.seq + 1n })) {
    if (BigInt(row.seq) > BigInt(head.seq)) break
    if (state.reached === root && !isTimeRow(row)) {
      // The root on the chain does not cover this row. But the order book did not change before this row, so the replay may count up to the row's time.
      const second = replay.book === null ? null : secondOfRow(replay.book, row)
      if (replay.book !== null && second !== null) meter.moveTo(replay.book, Math.min(second, until))
      break
    }
    replay.take(row)
    const [finding] = replay.findings
    if (finding !== undefined) throw disagrees(`row ${finding.seq ?? `${replay.last.seq}`}: ${finding.detail}`)
    if (row.seq === head.seq && row.hash !== head.hash) throw disagrees(`row ${row.seq} is not the signed one`)
    if (row.hash === root) state.reached = root
  }
  if (state.reached !== root) throw disagrees(`the anchored root ${root} is no row`)
  return meter.second >= until
}

function disagrees(detail: string): InfinitioError {
  return refusal('journal.disagrees', { detail })
}
