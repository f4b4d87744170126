import { eventTopicsWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for live updates: /events for people, /nodes/events for agents. */
export const eventEndpoints = {
  watchEvents: endpoint({
    method: 'get',
    path: '/events',
    summary: 'Server-sent events: what a topic shows has changed',
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
    summary: "Server-sent events: the leases of a session's nodes may have changed",
    access: 'node',
    cost: 2,
    answer: z.string(),
    answerType: 'text/event-stream',
    codes: ['api.too_many_streams'],
    takes: null,
  }),
}
