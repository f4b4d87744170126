import { randomUUID } from 'node:crypto'
import { openOrderStream } from '@infinitio/db'
import { eventStream } from '../events/eventStream.ts'
import { createStreamCounter } from '../events/createStreamCounter.ts'
import { keepOrderStream } from '../events/keepOrderStream.ts'
import { signedIn } from './signedIn.ts'
import { orderStreamEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

const streams = createStreamCounter()

/** The endpoint for an account's order stream: /orders/events. */
export const orderStreamRoutes = bindEndpoints(orderStreamEndpoints, {
  async watchOrders(call) {
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
})
