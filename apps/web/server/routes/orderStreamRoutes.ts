import { randomUUID } from 'node:crypto'
import { openOrderStream } from '@infinitio/db'
import { uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { createStreamCounter } from '../events/createStreamCounter.ts'
import { eventStream } from '../events/eventStream.ts'
import { keepOrderStream } from '../events/keepOrderStream.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const streams = createStreamCounter()

/** The order stream of an account: /orders/events. */
export const orderStreamRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/orders/events',
    summary:
      'Server-sent events: orders and fills of the signed-in account have changed; with `cancelOnDisconnect=1`, orders that end with the stream',
    access: 'account',
    cost: 2,
    query: z.strictObject({
      cancelOnDisconnect: z.enum(['0', '1']).optional().describe('1: the first event, of topic `stream`, names the stream as `version`.'),
      stream: uuid.optional().describe('Takes a stream up again within 5 s after it was lost.'),
    }),
    answer: z.string(),
    answerType: 'text/event-stream',
    status: 200,
    codes: ['api.too_many_streams', 'auth.forbidden'],
    async handle(call) {
      const { services, ip, query, outgoing } = call
      const account = signedIn(call)
      const id = query.cancelOnDisconnect === '1' ? (query.stream ?? randomUUID()) : null
      if (!streams.open(ip, services.limits.streamsPerIp))
        return { rejected: 'api.too_many_streams', detail: `${services.limits.streamsPerIp} from one address` }
      if (id !== null && !(await openOrderStream(services.db, { id, account }))) {
        streams.close(ip)
        return { rejected: 'auth.forbidden', detail: 'stream' }
      }
      const letGo = id === null ? () => undefined : keepOrderStream(services, id)
      const onClosed = () => {
        letGo()
        streams.close(ip)
      }
      const first = id === null ? [] : [{ topic: 'stream', version: id }]
      return eventStream(services.hub, {
        topicsByKey: new Map([[`account:${account}`, ['orders']]]),
        session: call.sessionTokenHash,
        first,
        outgoing,
        onClosed,
      })
    },
  }),
]
