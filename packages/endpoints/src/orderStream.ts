import { uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/**
 * Endpoint for the order stream of an account. With `cancelOnDisconnect=1`, orders that were placed with the stream are cancelled 5 s after its connection is
 * lost: /orders/events.
 */
export const orderStreamEndpoints = {
  watchOrders: endpoint({
    method: 'get',
    path: '/orders/events',
    summary:
      'Stream an event each time that orders or fills of the signed-in account change. With `cancelOnDisconnect=1`, the orders of the stream are cancelled 5 s after it is lost',
    access: 'account',
    cost: 2,
    query: z.strictObject({
      cancelOnDisconnect: z
        .enum(['0', '1'])
        .optional()
        .describe('1: orders can be bound to this stream. Its first event has the topic `stream` and the id of the stream as `version`.'),
      stream: uuid.optional().describe('Id of a stream to continue, within 5 s after it was lost.'),
    }),
    answer: z.string(),
    answerType: 'text/event-stream',
    codes: ['api.too_many_streams', 'auth.forbidden'],
    takes: null,
  }),
}
