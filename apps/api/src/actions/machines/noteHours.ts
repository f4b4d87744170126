import { noteNodeHours } from '@infinitio/db'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600
/** An absence of ours longer than this is nobody's time. */
const mostSeconds = 60

/** Counts the time since the last look to the nodes that are there now, for the hour of the block clock. While the chain does not answer nothing is counted. */
export async function noteHours({ db, clock, nodeTimes }: Services): Promise<void> {
  const { ok, now } = clock.read()
  if (!ok) return
  const hour = BigInt(Math.floor(now / hourSeconds))
  await db.transaction((tx) => noteNodeHours(tx, { hour, mostSeconds, silentAfterSeconds: nodeTimes.suspectAfterSeconds }))
}
