import { markReturnedNodes } from '@infinitio/db'
import type { Services } from '../../services/services.ts'
import { tellMatcher } from './tellMatcher.ts'

/** Shows every hidden node that is heard from and has an open tunnel: new ones and those that are back. Returns how many. */
export function showReturnedNodes(services: Services): Promise<number> {
  const { suspectAfterSeconds } = services.nodeTimes
  return tellMatcher(services, { kind: 'NodeBack', mark: (tx) => markReturnedNodes(tx, { silentAfterSeconds: suspectAfterSeconds }) })
}
