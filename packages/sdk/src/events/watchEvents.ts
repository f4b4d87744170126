import type { EventWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { type StreamWatcher, watchStream } from './watchStream.ts'

/**
 * Watches topics (`listings`, `wallet`, `provider`, `notifications`, `order:<hash>`, `lease:<id>`, `hold:<id>`). An event says that what the topic
 * shows has changed: fetch it again. Each topic is told once right after the stream opens, so nothing is missed in a gap.
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
