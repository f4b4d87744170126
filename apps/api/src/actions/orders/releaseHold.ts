import { insertApiCommand } from '@infinitio/db'
import { type Address, holdId as brandHoldId, isRefusal, type Refusal } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'
import { readHold } from './readHold.ts'

/** Gives a hold back. Releasing one that is over changes nothing. Refuses with `hold.unknown`, `hold.not_owner`, `hold.already_used`. */
export async function releaseHold(services: Services, { account, holdId }: { account: Address; holdId: string }): Promise<null | Refusal> {
  const hold = await readHold(services, { account, holdId })
  if (isRefusal(hold)) return hold
  if (hold.state === 'used') return { rejected: 'hold.already_used' }
  if (hold.state !== 'held' && hold.state !== 'requested') return null
  const payload = toCanonical({ kind: 'ReleaseHold', holdId: brandHoldId(holdId), account })
  await services.db.transaction((tx) => insertApiCommand(tx, { commandKey: `release:${holdId}`, kind: 'ReleaseHold', payload }))
  services.hub.wake()
  return null
}
