import type { EventWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type StreamWatcher, watchStream } from './watchStream.ts'

/**
 * Watches up to 20 topics, such as `listings`, `wallet` or `lease:<id>` (`eventTopicsWire` lists all). An event means that the topic's data has changed: fetch
 * it again. Each topic also sends one event when the stream opens, so changes during a gap are not missed.
 */
export function watchEvents(
  transport: Transport,
  {
    topics,
    onEvent,
    onState,
    signal,
  }: { topics: readonly string[]; onEvent: (event: EventWire) => void; onState?: StreamWatcher['onState']; signal: AbortSignal },
): Promise<void> {
  return watchStream(
    transport,
    { path: '/events', query: { topics: topics.join(',') } },
    {
      onData: (data) => onEvent(JSON.parse(data) as EventWire),
      ...(onState === undefined ? {} : { onState }),
      signal,
    },
  )
}

/** Calls `onWake` when the leases that the agent's machines should serve may have changed. Read the leases with `getNodeLeases`. Needs a session of a node. */
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

/**
 * Watches the signed-in account's orders. An event of topic `orders` means that the orders or their fills have changed; read them with `listOrders`.
 * With `cancelOnDisconnect`, the first event has topic `stream`. Place orders with that event's `version` as `stream`: the market cancels them when the stream
 * has had no connection for 5 s. A broken stream reconnects automatically; if that takes longer than 5 s, those orders are cancelled.
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
    // The next connection sends this id to resume the same stream.
    if (event.topic === 'stream') query.stream = event.version
    onEvent(event)
  }
  return watchStream(transport, { path: '/orders/events', query }, { onData, ...(onState === undefined ? {} : { onState }), signal })
}
