import { findProver, listFailedProvers, listNodeSlots, type ProofNotification, type Queryable } from '@infinitio/db'
import type { SlotReason, SlotVerdict } from '@infinitio/domain/wire'
import { sitOutSeconds } from '@infinitio/economy'
import { judgedRow, type Judging } from '../proofs/slotVerdict.ts'

/** The newest slots of a machine that decide whether its provider already knows of the failures, at most. */
const mostSlots = 50

/** The verdict about a machine in one proof slot (a block at which machines prove their GPUs). `slot` is the block's number. */
export type SlotOutcome = { readonly slot: bigint; readonly verdict: SlotVerdict; readonly reason: SlotReason | null }

/**
 * Returns the notifications for the machines that failed in the proof slot of an attested root. A machine gets none if its provider was already notified after
 * the last slot that the machine passed. Call it after the root is marked as attested, in the same transaction. `now` is in Unix seconds.
 */
export async function failedProofsOf(
  tx: Queryable,
  { root, chainId, now }: { root: string } & Pick<Judging, 'chainId' | 'now'>,
): Promise<ProofNotification[]> {
  const notices: ProofNotification[] = []
  for (const { node, slot } of await listFailedProvers(tx, { root, sitOutSeconds })) {
    const prover = await findProver(tx, { node })
    if (prover === null) continue
    const rows = await listNodeSlots(tx, { node, since: prover.registeredAt, limit: mostSlots, sitOutSeconds })
    const outcomes = rows.map((row) => ({ slot: row.slot, ...judgedRow(row, { ...prover, chainId, now }) }))
    const news = newFailure(outcomes, { slot })
    if (news !== null) notices.push({ node, slot: `${slot}`, reason: news.reason, passed: `${news.passed}` })
  }
  return notices
}

/**
 * Returns why a machine failed in a slot, and the block of the slot that it passed last (0 for none). Returns null if it did not fail, or if `outcomes` show
 * that it failed before and did not pass since. `outcomes` are its newest slots, newest first, up to 50; with fewer, they go back to its registration. Pure.
 */
export function newFailure(
  outcomes: readonly SlotOutcome[],
  { slot }: { slot: bigint },
): { readonly reason: SlotReason; readonly passed: bigint } | null {
  const at = outcomes.findIndex((outcome) => outcome.slot === slot)
  const failed = outcomes[at]
  if (failed?.verdict !== 'failed') return null
  const before = outcomes.slice(at + 1)
  const passed = before.find(({ verdict }) => verdict === 'passed')
  // With a pass, the key of the notification prevents a second one. Without a pass in so many slots, an earlier failure in them was notified.
  if (passed === undefined && outcomes.length >= mostSlots && before.some(({ verdict }) => verdict === 'failed')) return null
  return { reason: failed.reason ?? 'unexplained', passed: passed?.slot ?? 0n }
}
