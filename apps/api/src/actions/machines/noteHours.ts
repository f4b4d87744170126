import { noteNodeHours } from '@infinitio/db'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600
/**
 * One count credits at most this many seconds. If the last count was longer ago (for example because this server was restarted), nobody gets credit for the
 * rest of the time.
 */
const mostSeconds = 60

/**
 * Adds the time since the last count to the serving time of the nodes that are present now, in the hour of the block clock. Credits no time while the chain
 * does not answer.
 */
export async function noteHours({ db, clock, nodeTimes }: Services): Promise<void> {
  const { ok, now } = clock.read()
  if (!ok) return
  const hour = BigInt(Math.floor(now / hourSeconds))
  await db.transaction((tx) => noteNodeHours(tx, { hour, mostSeconds, silentAfterSeconds: nodeTimes.suspectAfterSeconds }))
}
