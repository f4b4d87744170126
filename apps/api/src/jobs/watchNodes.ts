import { readPulse } from '@infinitio/db'
import type { Services } from '../services/services.ts'
import { hideSuspectNodes } from './hideSuspectNodes.ts'
import { loseNodes } from './loseNodes.ts'
import { type NodeWatch, watchOn } from './nodeWatch.ts'
import { showReturnedNodes } from '../actions/machines/nodePresence.ts'

/**
 * One look at all nodes: shows those that are back, hides suspect ones, gives up lost ones. Nodes get 20 s after an absence of ours to be heard
 * again before any is hidden, and 120 s of a watch without a break, in which some gateway always held a tunnel, before any is lost. Returns the watch to go
 * on with.
 */
export async function watchNodes(services: Services, before: NodeWatch | null): Promise<NodeWatch> {
  const { suspectAfterSeconds, lostAfterSeconds } = services.nodeTimes
  const watch = watchOn(before, await readPulse(services.db, { withinSeconds: suspectAfterSeconds }))
  await showReturnedNodes(services)
  if (watch.lookedAtMs - watch.upSinceMs >= suspectAfterSeconds * 1_000) await hideSuspectNodes(services)
  if (watch.lookedAtMs - watch.watchedSinceMs >= lostAfterSeconds * 1_000) await loseNodes(services, watch)
  return watch
}
