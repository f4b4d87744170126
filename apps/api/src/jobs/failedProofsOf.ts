import { notedFailure, findProver, listFailedProvers, listNodeSlots, type ProofNotification, type Queryable } from '@infinitio/db'
import { classReferences, developmentChainId } from '@infinitio/domain/proofs'
import type { SlotReason, SlotVerdict } from '@infinitio/domain/wire'
import { sitOutSeconds } from '@infinitio/economy'
import { judgedRow, type Judging } from '../proofs/slotVerdict.ts'

/** The most slots of a machine that are read, the newest ones, to find the slot that it passed last. */
const mostSlots = 50

/** The verdict about a machine in one proof slot (a block at which machines prove their GPUs). `slot` is the block's number. */
export type SlotOutcome = { readonly slot: bigint; readonly verdict: SlotVerdict; readonly reason: SlotReason | null }

/**
 * Returns the notifications for the machines that failed in the proof slot of an attested root. A machine gets none if its provider was already notified after
 * the last slot that the machine passed. On a real chain, a machine of a class without a reference gets none either, because it cannot prove its GPUs. Call it
 * after the root is marked as attested, in the same transaction. `now` is in Unix seconds.
 */
export async function failedProofsOf(
  tx: Queryable,
  { root, chainId, now }: { root: string } & Pick<Judging, 'chainId' | 'now'>,
): Promise<ProofNotification[]> {
  const notices: ProofNotification[] = []
  for (const { node, slot } of await listFailedProvers(tx, { root, sitOutSeconds })) {
    const prover = await findProver(tx, { node })
    if (prover === null || !canProve(prover, chainId)) continue
    const rows = await listNodeSlots(tx, { node, since: prover.registeredAt, limit: mostSlots, sitOutSeconds })
    const outcomes = rows.map((row) => ({ slot: row.slot, ...judgedRow(row, { ...prover, chainId, now }) }))
    const news = newFailure(outcomes, { slot, noted: await notedFailure(tx, { node }) })
    if (news !== null) notices.push({ node, slot: `${slot}`, reason: news.reason, key: `${news.key}` })
  }
  return notices
}

/** On the development chain, a machine of any class can prove, because it may use its processor. */
function canProve({ className }: { className: string }, chainId: number): boolean {
  return chainId === developmentChainId || Object.hasOwn(classReferences, className)
}

/**
 * Returns why a machine failed in a slot, and the last part of the notification's key. Returns null if it did not fail, or if its provider already knows.
 * `outcomes` are its newest slots, newest first, up to 50; with fewer, they go back to its registration. `noted` is the block of the newest slot about whose
 * failure the provider was notified, or null. A machine that passed none of 50 slots causes one notification for each 50 slots. Pure.
 */
export function newFailure(
  outcomes: readonly SlotOutcome[],
  { slot, noted }: { slot: bigint; noted: bigint | null },
): { readonly reason: SlotReason; readonly key: bigint } | null {
  const at = outcomes.findIndex((outcome) => outcome.slot === slot)
  const failed = outcomes[at]
  if (failed?.verdict !== 'failed') return null
  const reason = failed.reason ?? 'unexplained'
  const passed = outcomes.slice(at + 1).find(({ verdict }) => verdict === 'passed')
  // The key prevents a second notification until the machine passes again.
  if (passed !== undefined || outcomes.length < mostSlots) return { reason, key: passed?.slot ?? 0n }
  // The last pass is unknown. The failures in these slots may have caused no notification, because the machine did not respond.
  const oldest = outcomes.at(-1)?.slot ?? slot
  return noted !== null && noted >= oldest ? null : { reason, key: slot }
}
