import type { SettleItem } from '@infinitio/chain'
import { listImageMisfits } from '@infinitio/db'
import { zeroHex32 } from '@infinitio/domain'
import type { Sender } from './sender.ts'

/**
 * Returns true if the bid ordered no image, or if every machine of the match reports that it runs the ordered image. The book does not know which images a
 * machine can run. So a wrong match is abandoned here, before escrow is locked or time is billed.
 */
export async function runItsImage({ db }: Pick<Sender, 'db'>, items: readonly SettleItem[]): Promise<boolean> {
  const wanted = items.map(({ bid, ask }) => ({ hash: bid.workloadHash, nodeId: ask.node })).filter(({ hash }) => hash !== zeroHex32)
  return (await listImageMisfits(db, { wanted })).length === 0
}
