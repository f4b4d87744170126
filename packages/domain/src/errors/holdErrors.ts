import type { ErrorRow } from './errorRow.ts'

/** Errors about a hold (a five-minute reservation). The page of each is `/docs/errors/<code>`. */
export const holdErrors = {
  'hold.unknown': { http: 404, exit: 20, retry: false, sentence: 'This hold does not exist. Go back to the listing and hold it again.' },
  'hold.expired': {
    http: 410,
    exit: 20,
    retry: false,
    sentence: 'The hold expired after 5 minutes. Nothing was charged. Hold the listing again if it is still free.',
  },
  'hold.not_owner': { http: 403, exit: 20, retry: false, sentence: 'This hold belongs to another wallet. Switch to the wallet that made it.' },
  'hold.one_at_a_time': {
    http: 429,
    exit: 20,
    retry: false,
    sentence: 'You hold another machine already. Rent it or release it first.',
  },
  'hold.hourly_limit': {
    http: 429,
    exit: 21,
    retry: true,
    sentence:
      'You made 3 unused holds in the last hour. Nothing was charged. Rent now without a hold, or try again when the oldest hold is an hour old.',
  },
  'hold.already_used': { http: 409, exit: 20, retry: false, sentence: 'This hold was already used to rent. Open your leases to see the lease.' },
  'hold.released': {
    http: 410,
    exit: 20,
    retry: false,
    sentence: 'This hold was released. Nothing was charged. Hold the listing again if you still want it.',
  },
  'hold.does_not_match': {
    http: 409,
    exit: 20,
    retry: false,
    sentence: 'The order differs from the hold. Nothing was charged. Rent the listing, GPUs and hours that you held.',
  },
} satisfies Record<`hold.${string}`, ErrorRow>
