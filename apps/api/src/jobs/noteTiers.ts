import { type FinalSpan, findMachineStatement, listTierChanges, noteTierChanges, type Queryable, type TierChange } from '@infinitio/db'
import type { NotificationWire } from '@infinitio/domain/wire'
import { nextTierSteps } from '@infinitio/economy'

type TierReason = Extract<NotificationWire, { kind: 'tier_changed' }>['facts']['reason']

/**
 * Notifies providers of machines that lost a tier (verification level), with the reason, and of machines that have it again, for the final blocks of `span`.
 * Call it in the transaction that moves the cursor. Returns how many notifications were stored.
 */
export async function noteTiers(tx: Queryable, span: FinalSpan): Promise<number> {
  const changes = await listTierChanges(tx, span)
  if (changes.length === 0) return 0
  const notices: (Pick<TierChange, 'node' | 'event' | 'tier' | 'before'> & { readonly reason: TierReason })[] = []
  for (const { epoch, root, ...change } of changes) notices.push({ ...change, reason: await reasonOf(tx, { epoch, root, ...change }) })
  return noteTierChanges(tx, { notices })
}

/** Returns the first condition of the tier above the new one that the machine does not meet. Returns `other` if validators' facts about it are not stored. */
async function reasonOf(tx: Queryable, { node, tier, before, epoch, root }: TierChange): Promise<TierReason> {
  if (tier > before || epoch === null || root === null) return 'other'
  const facts = await findMachineStatement(tx, { epoch, root, nodeId: node })
  if (facts === null) return 'other'
  return nextTierSteps(facts, { tier }).find((step) => step.tier === tier + 1 && !step.isMet)?.name ?? 'other'
}
