import type { EventWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type StreamWatcher, watchStream } from './watchStream.ts'

/**
 * Watches topics (`listings`, `wallet`, `provider`, `notifications`, `order:<hash>`, `lease:<id>`, `hold:<id>`). An
 * event means that the topic's data has changed: fetch it again. Each topic also sends one event when the stream
 * opens, so changes during a gap are not missed.
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
