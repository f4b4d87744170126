import type { Refusal } from '@infinitio/domain'
import { createStreamCounter } from '../events/createStreamCounter.ts'
import { eventStream } from '../events/eventStream.ts'
import type { Call } from '../endpoints/endpoint.ts'
import { eventEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

const streams = createStreamCounter()

/** Endpoints for live updates: /events for people, /nodes/events for agents. */
export const eventRoutes = bindEndpoints(eventEndpoints, {
  async watchEvents(call) {
    const topicsByKey = new Map<string, string[]>()
    for (const topic of call.query.topics.split(',')) {
      const isOwn = topic === 'wallet' || topic === 'provider' || topic === 'notifications'
      if (isOwn && call.account === null) return { rejected: 'auth.session_missing', detail: `topic ${topic}` }
      // All topics about an account's private data, except notifications, have the same version number. So a change of any such data notifies all of them.
      const key = isOwn ? `${topic === 'notifications' ? topic : 'account'}:${call.account}` : topic
      topicsByKey.set(key, [...(topicsByKey.get(key) ?? []), topic])
    }
    return openStream(call, topicsByKey)
  },
  watchNodeEvents: async (call) => openStream(call, new Map(call.nodeIds.map((nodeId) => [`node:${nodeId}`, ['leases']]))),
})

function openStream(
  {
    services,
    ip,
    account,
    sessionTokenHash,
    outgoing,
  }: Pick<Call<unknown, unknown, unknown>, 'services' | 'ip' | 'account' | 'sessionTokenHash' | 'outgoing'>,
  topicsByKey: ReadonlyMap<string, readonly string[]>,
): Response | Refusal {
  if (!streams.open(ip, services.limits.streamsPerIp))
    return { rejected: 'api.too_many_streams', detail: `${services.limits.streamsPerIp} from one address` }
  const session = account === null ? null : sessionTokenHash
  return eventStream(services.hub, { topicsByKey, session, outgoing, onClosed: () => streams.close(ip) })
}
