import { noteNodeHours } from '@infinitio/db'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600
/** After a gap longer than this many seconds (for example a restart of this server), no node is credited for the gap. */
const mostSeconds = 60

/** Credits the time since the last count to the nodes present now, for the hour of the block clock. Credits no time while the chain does not answer. */
export async function noteHours({ db, clock, nodeTimes }: Services): Promise<void> {
  const { ok, now } = clock.read()
  if (!ok) return
  const hour = BigInt(Math.floor(now / hourSeconds))
  await db.transaction((tx) => noteNodeHours(tx, { hour, mostSeconds, silentAfterSeconds: nodeTimes.suspectAfterSeconds }))
}
