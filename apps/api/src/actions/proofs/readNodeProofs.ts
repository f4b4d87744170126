import { findProver, listNodeSlots, type NodeSlotRow } from '@infinitio/db'
import { hex32, type Refusal } from '@infinitio/domain'
import { classReferences, rowBytes, windowMs } from '@infinitio/domain/proofs'
import type { NodeProofsWire, SlotState } from '@infinitio/domain/wire'
import { sitOutSeconds } from '@infinitio/economy'
import { judgedRow, type Judging, slotOverSeconds } from '../../proofs/slotVerdict.ts'
import type { Services } from '../../services/services.ts'

const mostSlots = 50

/**
 * Returns the GPUs that a machine claims, and its answers in the newest proof slots (blocks at which machines prove their GPUs) since its registration, with
 * the validators' verdicts. Refuses with `node.unknown`. Throws ChainUnavailableError.
 */
export async function readNodeProofs(
  { db, facts, clock }: Pick<Services, 'db' | 'facts' | 'clock'>,
  { node }: { node: string },
): Promise<NodeProofsWire | Refusal> {
  const prover = await findProver(db, { node })
  if (prover === null) return { rejected: 'node.unknown' }
  const { className, gpus, vramGib, registeredAt } = prover
  const { chainId } = await facts.read()
  const rows = await listNodeSlots(db, { node, since: registeredAt, limit: mostSlots, sitOutSeconds })
  const reference = Object.entries(classReferences).find(([name]) => name === className)?.[1]
  const { now } = clock.read()
  return {
    node: hex32(node),
    claimed: { className, gpus, vramGib },
    reference: reference === undefined ? null : { seconds: reference.referenceSeconds, mostMissing: reference.mostMissing },
    slots: rows.map((row) => describeSlot(row, { className, gpus, chainId, now })),
  }
}

function describeSlot(row: NodeSlotRow, judging: Judging): NodeProofsWire['slots'][number] {
  const { references, freeGpus, ...judged } = judgedRow(row, judging)
  const longest = windowMs(references.reduce((most, it) => Math.max(most, it?.referenceSeconds ?? 0), 0))
  const times = (row.times ?? []).toSorted((one, other) => one - other)
  const median = times[Math.floor((times.length - 1) / 2)]
  return {
    slot: Number(row.slot),
    at: Number(row.at),
    state: stateOf(row, judging.now),
    ...judged,
    ...{ root: row.root === null ? null : hex32(row.root), freeGpus },
    timers: { drawn: row.timers.length, inTime: times.filter((ms) => ms <= longest).length },
    seconds: median === undefined ? null : median / 1_000,
    windowSeconds: longest === 0 ? null : longest / 1_000,
    gpus: (row.gpus ?? []).map(({ gpu, work }, at) => ({
      gpu,
      filledMib: Math.floor((work.rows * rowBytes) / 2 ** 20),
      shownMib: references[at]?.shownMib ?? null,
      processor: references[at]?.processor ?? null,
      isOpened: row.openedGpus.includes(gpu),
      attested: statedOf(row, gpu),
    })),
  }
}

function statedOf({ statements }: NodeSlotRow, wanted: number): NodeProofsWire['slots'][number]['gpus'][number]['attested'] {
  const found = statements.find(({ gpu }) => gpu === wanted)
  if (found === undefined) return null
  const { passed, shownMib, commit, speedBps, site } = found
  return { passed, shownMib, commit: hex32(commit), speedBps, site }
}

function stateOf({ gpus, openedGpus, at }: NodeSlotRow, now: number): SlotState {
  if (gpus !== null && gpus.length > 0 && gpus.every(({ gpu }) => openedGpus.includes(gpu))) return 'opened'
  if (now < Number(at) + slotOverSeconds) return 'open'
  return gpus === null ? 'none' : 'committed'
}
