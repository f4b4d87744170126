import { markSilentNodes } from '@infinitio/db'
import type { Services } from '../services.ts'
import { tellMatcher } from './tellMatcher.ts'

/** Hides every node that for 20 s said nothing or had no live tunnel: what is shown can be rented. Returns how many. */
export function hideSuspectNodes(services: Services): Promise<number> {
  const { suspectAfterSeconds } = services.nodeTimes
  return tellMatcher(services, { kind: 'NodeSilent', mark: (tx) => markSilentNodes(tx, { silentAfterSeconds: suspectAfterSeconds }) })
}
