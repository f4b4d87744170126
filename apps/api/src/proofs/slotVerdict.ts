import type { NodeSlotRow, ProverRow } from '@infinitio/db'
import { openingSeconds, referenceOfWork, type WorkReference, windowMs, zDelaySeconds } from '@infinitio/domain/proofs'
import type { SlotReason, SlotVerdict } from '@infinitio/domain/wire'
import { passesSlot } from '@infinitio/economy'

/**
 * All data about one machine in one proof slot (a block at which machines prove their GPUs). `references` has one entry for each GPU in the machine's
 * commitment: the amount of work that a GPU of this kind can do, or null if that is unknown. `free` is the number of GPUs without a lease. `now` is in Unix
 * seconds.
 */
type JudgedSlot = {
  readonly row: Pick<NodeSlotRow, 'at' | 'rentedGpus' | 'timers' | 'shownBy' | 'gpus' | 'times' | 'openedGpus' | 'root' | 'statements'>
  readonly references: readonly (WorkReference | null)[]
  readonly free: number
  readonly now: number
}

/** A proof slot that is not attested after this many seconds counts as never attested. */
const attestedWithinSeconds = 6 * 3_600

/**
 * This many seconds after a proof slot, no message about it is accepted any longer. Block z, which selects the rows to reveal, is planned `zDelaySeconds` after
 * the slot. That delay counts twice here, because block z comes later than planned if the chain's blocks are slow.
 */
export const slotOverSeconds = 2 * zDelaySeconds + openingSeconds

/** The class and number of GPUs of a machine, the chain, and the time (Unix seconds), by which `judgedRow` judges its proofs. */
export type Judging = Pick<ProverRow, 'className' | 'gpus'> & { readonly chainId: number; readonly now: number }

type JudgedRow = ReturnType<typeof slotVerdict> & { readonly references: readonly (WorkReference | null)[]; readonly freeGpus: number }

/**
 * Returns the verdict about a machine in a proof slot, the number of GPUs that were free, and the reference of each GPU in its commitment (null for an amount
 * of work that the market does not accept). Pure.
 */
export function judgedRow(row: NodeSlotRow, { className, gpus, chainId, now }: Judging): JudgedRow {
  const references = (row.gpus ?? []).map(({ work }) => referenceOfWork(work, { className, chainId }))
  const freeGpus = Math.max(0, gpus - row.rentedGpus)
  return { references, freeGpus, ...slotVerdict({ row, references, free: freeGpus, now }) }
}

/** Returns the verdict about a machine in a proof slot. The machine passes or fails only if validators attested a Merkle root of the GPUs' results. Pure. */
export function slotVerdict(slot: JudgedSlot): { readonly verdict: SlotVerdict; readonly reason: SlotReason | null } {
  const { row, free, now } = slot
  if (free <= 0) return { verdict: 'excused', reason: null }
  if (row.root !== null) {
    if (passesSlot(row.statements, free)) return { verdict: 'passed', reason: null }
    // A program in a lease can use the memory of all GPUs of its machine. So a machine with a lease is excused, even if its free GPUs fail.
    if (row.rentedGpus > 0) return { verdict: 'excused', reason: null }
    return { verdict: 'failed', reason: failureOf(slot) }
  }
  const age = now - Number(row.at)
  if (age > slotOverSeconds && !hasNonces(row)) return { verdict: 'uncounted', reason: 'nonces' }
  return age > attestedWithinSeconds ? { verdict: 'uncounted', reason: 'unattested' } : { verdict: 'waiting', reason: null }
}

/**
 * Returns true if timers (validators that measure when proofs arrive) with more than two thirds of the stake of all timers have revealed their nonces. Without
 * them, a slot that is over does not count.
 */
function hasNonces({ timers, shownBy }: JudgedSlot['row']): boolean {
  const stakeOf = (list: JudgedSlot['row']['timers']) => list.reduce((sum, { stake }) => sum + BigInt(stake), 0n)
  return stakeOf(timers.filter(({ timer }) => shownBy.includes(timer))) * 3n > stakeOf(timers) * 2n
}

/**
 * Returns why the first GPU without a passed result failed. `late` means that the proof was in time for less than half of the timers, and `unexplained` that it
 * was for at least half but not for all. A machine whose proof was in time for nobody is late, whether or not it opened its rows. Returns `wrong` only if no
 * other reason applies.
 */
function failureOf({ row: { gpus, times, openedGpus, shownBy, statements }, references }: JudgedSlot): SlotReason {
  if (gpus === null || gpus.length === 0) return 'silent'
  const at = gpus.findIndex(({ gpu }) => statements.find((it) => it.gpu === gpu)?.passed !== true)
  const failing = gpus[at]
  if (failing === undefined) return 'fewer'
  const reference = references[at] ?? null
  if (reference === null) return 'refused'
  if ((statements.find((it) => it.gpu === failing.gpu)?.shownMib ?? 0) > 0) return 'smaller'
  const inTime = (times ?? []).filter((ms) => ms <= windowMs(reference.referenceSeconds)).length
  if (inTime === 0) return 'late'
  if (!openedGpus.includes(failing.gpu)) return 'silent'
  if (inTime >= shownBy.length) return 'wrong'
  return inTime * 2 < shownBy.length ? 'late' : 'unexplained'
}
