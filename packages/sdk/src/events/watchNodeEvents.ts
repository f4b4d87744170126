import type { Transport } from '../transport/createTransport.ts'
import { type StreamWatcher, watchStream } from './watchStream.ts'

/**
 * Notifies a node process when its desired leases may have changed; read them with `getNodeLeases`. Needs a node
 * session.
 */
export function watchNodeEvents(
  transport: Transport,
  { onWake, onState, signal }: { onWake: () => void; onState?: StreamWatcher['onState']; signal: AbortSignal },
): Promise<void> {
  return watchStream(
    transport,
    { path: '/nodes/events', query: {} },
    { onData: () => onWake(), ...(onState === undefined ? {} : { onState }), signal },
  )
}
