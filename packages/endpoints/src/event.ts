import { eventTopicsWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for live updates: /events for people, /nodes/events for agents. */
export const eventEndpoints = {
  watchEvents: endpoint({
    method: 'get',
    path: '/events',
    summary:
      'Stream an event each time that the data of a topic changes; then fetch the data again. `wallet`, `provider` and `notifications` need a signed-in account',
    access: 'optional',
    cost: 2,
    query: z.strictObject({ topics: eventTopicsWire }),
    answer: z.string(),
    answerType: 'text/event-stream',
    codes: ['auth.session_missing', 'api.too_many_streams'],
    takes: null,
  }),
  watchNodeEvents: endpoint({
    method: 'get',
    path: '/nodes/events',
    summary: "Stream an event each time that the leases of this session's machines may have changed; then fetch `GET /nodes/leases` again",
    access: 'node',
    cost: 2,
    answer: z.string(),
    answerType: 'text/event-stream',
    codes: ['api.too_many_streams'],
    takes: null,
  }),
}
