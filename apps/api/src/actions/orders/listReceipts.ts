import { findJournalHeadAt, readAcceptance } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { OrderReceiptsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOrderOwner } from './findOrderOwner.ts'
import { signReceipt } from '../../intake/signReceipt.ts'

/**
 * Lists the receipts for an order of the caller: one for placing it, and one for each signed cancellation. Each receipt contains the last row of the journal at
 * the time when the order or cancellation was accepted. The receipts are signed again for each call. Refuses with `order.unknown` and `auth.forbidden`.
 */
export async function listReceipts(
  services: Services,
  { account, orderHash }: { account: Address; orderHash: string },
): Promise<OrderReceiptsWire | Refusal> {
  const owner = await findOrderOwner(services.db, orderHash)
  if (isRefusal(owner)) return owner
  if (owner !== account) return { rejected: 'auth.forbidden', detail: 'the order of another account' }
  const acceptance = await readAcceptance(services.db, { orderHash })
  if (acceptance === null) return { items: [] }
  const { acceptedAt, createdSeq, cancelledAt } = acceptance
  const promises = [
    { kind: 'order' as const, acceptedAt, beforeSeq: createdSeq },
    ...cancelledAt.map((at) => ({ kind: 'cancel' as const, acceptedAt: at, beforeSeq: null })),
  ]
  const items = promises.map(async ({ kind, acceptedAt: at, beforeSeq }) => {
    const head = await findJournalHeadAt(services.db, { atMs: BigInt(at.getTime()), beforeSeq })
    return signReceipt(services, { kind, orderHash, acceptedAt: at, head })
  })
  return { items: await Promise.all(items) }
}
