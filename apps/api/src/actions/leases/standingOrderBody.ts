import { z } from 'zod'

/** A standing order to extend a lease, as `placeRelay` stored it. Seconds count from the start of the lease; `expiry` is in Unix seconds. */
export const standingOrderBody = z.object({ stepSeconds: z.int(), maxTotalSeconds: z.int(), nonce: z.string(), expiry: z.int() })
