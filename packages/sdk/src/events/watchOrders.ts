import type { EventWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type StreamWatcher, watchStream } from './watchStream.ts'

/**
 * Watches the signed-in account's orders. An event of topic `orders` means that the orders or their fills have changed;
 * read them with `listOrders`. With `cancelOnDisconnect` the first event has topic `stream`. Orders placed with that
 * event's `version` as `stream` are cancelled once no connection has held the stream for 5 s. A broken stream reconnects
 * automatically. If that takes longer than 5 s, those orders are cancelled.
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
    // Lets the next connection resume the same stream.
    if (event.topic === 'stream') query.stream = event.version
    onEvent(event)
  }
  return watchStream(transport, { path: '/orders/events', query }, { onData, ...(onState === undefined ? {} : { onState }), signal })
}
