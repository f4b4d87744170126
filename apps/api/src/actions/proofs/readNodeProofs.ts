import { findProver, listNodeSlots, type NodeSlotRow, type ProverRow } from '@infinitio/db'
import { hex32, type Refusal } from '@infinitio/domain'
import { classReferences, openingSeconds, referenceOfWork, rowBytes, windowMs, zDelaySeconds } from '@infinitio/domain/proofs'
import type { NodeProofsWire, SlotState } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostSlots = 50

/** Returns the claims of a machine and its answers in the newest slots since its registration. Refuses with `node.unknown`. Throws ChainUnavailableError. */
export async function readNodeProofs(
  { db, facts, clock }: Pick<Services, 'db' | 'facts' | 'clock'>,
  { node }: { node: string },
): Promise<NodeProofsWire | Refusal> {
  const prover = await findProver(db, { node })
  if (prover === null) return { rejected: 'node.unknown' }
  const { className, gpus, vramGib, registeredAt } = prover
  const { chainId } = await facts.read()
  const rows = await listNodeSlots(db, { node, since: registeredAt, limit: mostSlots })
  const reference = Object.entries(classReferences).find(([name]) => name === className)?.[1]
  const { now } = clock.read()
  return {
    node: hex32(node),
    claimed: { className, gpus, vramGib },
    reference: reference === undefined ? null : { seconds: reference.referenceSeconds, mostMissing: reference.mostMissing },
    slots: rows.map((row) => describeSlot(row, { prover, chainId, now })),
  }
}

type Judging = { readonly prover: ProverRow; readonly chainId: number; readonly now: number }

function describeSlot(row: NodeSlotRow, { prover: { className }, chainId, now }: Judging): NodeProofsWire['slots'][number] {
  const references = (row.gpus ?? []).map(({ work }) => referenceOfWork(work, { className, chainId }))
  const longest = references.reduce((most, it) => Math.max(most, it?.referenceSeconds ?? 0), 0)
  const times = (row.times ?? []).toSorted((one, other) => one - other)
  const median = times[Math.floor((times.length - 1) / 2)]
  return {
    slot: Number(row.slot),
    at: Number(row.at),
    state: stateOf(row, now),
    seconds: median === undefined ? null : median / 1_000,
    windowSeconds: longest === 0 ? null : windowMs(longest) / 1_000,
    gpus: (row.gpus ?? []).map(({ gpu, work }, at) => ({
      gpu,
      filledMib: Math.floor((work.rows * rowBytes) / 2 ** 20),
      shownMib: references[at]?.shownMib ?? null,
      processor: references[at]?.processor ?? null,
      isOpened: row.openedGpus.includes(gpu),
    })),
  }
}

function stateOf({ gpus, openedGpus, at }: NodeSlotRow, now: number): SlotState {
  if (gpus !== null && gpus.length > 0 && gpus.every(({ gpu }) => openedGpus.includes(gpu))) return 'opened'
  // On a chain with slow blocks z comes later than 30 s after the slot.
  if (now < Number(at) + 2 * zDelaySeconds + openingSeconds) return 'open'
  return gpus === null ? 'none' : 'committed'
}
