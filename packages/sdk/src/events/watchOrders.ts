import type { EventWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type StreamWatcher, watchStream } from './watchStream.ts'

/**
 * Watches the signed-in account's orders: an event of topic `orders` says that they or their fills have changed; read them with `listOrders`.
 * With `cancelOnDisconnect` the first event is of topic `stream`; orders placed with its `version` as `stream` leave the book when no connection
 * holds the stream for 5 s. A stream that breaks is taken up again by itself; one that was lost for longer has no orders any more.
 */
export function watchOrders(
  transport: Transport,
  {
    cancelOnDisconnect = false,
    onEvent,
    onState,
    signal,
  }: { cancelOnDisconnect?: boolean; onEvent: (event: EventWire) => void; onState?: StreamWatcher['onState']; signal: AbortSignal },
): Promise<void> {
  const query: Record<string, string> = cancelOnDisconnect ? { cancelOnDisconnect: '1' } : {}
  const onData = (data: string) => {
    const event = JSON.parse(data) as EventWire
    // The next connection takes the same stream up.
    if (event.topic === 'stream') query.stream = event.version
    onEvent(event)
  }
  return watchStream(transport, { path: '/orders/events', query }, { onData, ...(onState === undefined ? {} : { onState }), signal })
}
