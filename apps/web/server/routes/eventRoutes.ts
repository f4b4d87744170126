import type { Refusal } from '@infinitio/domain'
import { eventTopicsWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { createStreamCounter } from '../events/createStreamCounter.ts'
import { eventStream } from '../events/eventStream.ts'
import { type Call, endpoint } from '../http/endpoint.ts'

const nothing = { params: null, query: null, body: null } as const
const streams = createStreamCounter()

/** Live updates: /events for people, /nodes/events for agents. */
export const eventRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/events',
    summary: 'Server-sent events: what a topic shows has changed',
    access: 'optional',
    cost: 2,
    query: z.strictObject({ topics: eventTopicsWire }),
    answer: z.string(),
    answerType: 'text/event-stream',
    status: 200,
    codes: ['auth.session_missing', 'api.too_many_streams'],
    async handle(call) {
      const topicsByKey = new Map<string, string[]>()
      for (const topic of call.query.topics.split(',')) {
        const isOwn = topic === 'wallet' || topic === 'provider' || topic === 'notifications'
        if (isOwn && call.account === null) return { rejected: 'auth.session_missing', detail: `topic ${topic}` }
        // What an account has and what it provides change together.
        const key = isOwn ? `${topic === 'notifications' ? topic : 'account'}:${call.account}` : topic
        topicsByKey.set(key, [...(topicsByKey.get(key) ?? []), topic])
      }
      return openStream(call, topicsByKey)
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/nodes/events',
    summary: "Server-sent events: the leases of a session's nodes may have changed",
    access: 'node',
    cost: 2,
    answer: z.string(),
    answerType: 'text/event-stream',
    status: 200,
    codes: ['api.too_many_streams'],
    handle: async (call) => openStream(call, new Map(call.nodeIds.map((nodeId) => [`node:${nodeId}`, ['leases']]))),
  }),
]

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
