import { noteNodeHours } from '@infinitio/db'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600
/** If the last count is more than this many seconds ago (for example because this server restarted), no node is credited for that time. */
const mostSeconds = 60

/** Credits the time since the last count to the nodes present now, for the hour of the block clock. Credits no time while the chain does not answer. */
export async function noteHours({ db, clock, nodeTimes }: Services): Promise<void> {
  const { ok, now } = clock.read()
  if (!ok) return
  const hour = BigInt(Math.floor(now / hourSeconds))
  await db.transaction((tx) => noteNodeHours(tx, { hour, mostSeconds, silentAfterSeconds: nodeTimes.suspectAfterSeconds }))
}
