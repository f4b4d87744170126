import { z } from 'zod'

/**
 * Topics of `GET /events?topics=`: `listings`, `market`, `market:<class>`, `tasks` (the task pool), `wallet`, `provider`, `notifications`, `order:<hash>`,
 * `lease:<id>`, `hold:<id>`, `job:<id>`; at most 20.
 */
export const eventTopicsWire = z
  .string()
  .regex(
    /^(listings|market|market:[0-9]{1,3}|tasks|wallet|provider|notifications|order:0x[0-9a-f]{64}|lease:[0-9]{1,18}|hold:[0-9a-f-]{36}|job:0x[0-9a-f]{64})(,(listings|market|market:[0-9]{1,3}|tasks|wallet|provider|notifications|order:0x[0-9a-f]{64}|lease:[0-9]{1,18}|hold:[0-9a-f-]{36}|job:0x[0-9a-f]{64})){0,19}$/,
    {
      error: 'api.invalid_field',
    },
  )

/** One server-sent event: the content of a topic has changed, so fetch it again. `version` grows with each change. */
export const eventWire = z.strictObject({ topic: z.string(), version: z.string() }).meta({ id: 'Event' })
export type EventWire = z.infer<typeof eventWire>
