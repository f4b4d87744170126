import type { SettleItem } from '@infinitio/chain'
import { listImageMisfits } from '@infinitio/db'
import { zeroHex32 } from '@infinitio/domain'
import type { Sender } from './sender.ts'

/**
 * Whether every machine of a match says that it runs the image that was ordered for it, or none was. The book does not know how a machine runs leases: what it meets
 * with such a machine is given up here, before anything is locked or billed.
 */
export async function runItsImage({ db }: Pick<Sender, 'db'>, items: readonly SettleItem[]): Promise<boolean> {
  const wanted = items.map(({ bid, ask }) => ({ hash: bid.workloadHash, nodeId: ask.node })).filter(({ hash }) => hash !== zeroHex32)
  return (await listImageMisfits(db, { wanted })).length === 0
}
