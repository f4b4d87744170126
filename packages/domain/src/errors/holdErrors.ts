import type { ErrorRow } from './errorRow.ts'

/** Errors about a hold. The page of each is `/docs/errors/<code>`. */
export const holdErrors = {
  'hold.unknown': { http: 404, exit: 20, retry: false, sentence: 'There is no such hold. Go back to the listing and hold it again.' },
  'hold.expired': {
    http: 410,
    exit: 20,
    retry: false,
    sentence: 'The hold ran out after 5 minutes. Nothing was charged; hold the listing again if it is still free.',
  },
  'hold.not_owner': { http: 403, exit: 20, retry: false, sentence: 'This hold belongs to another wallet. Switch to the wallet that made it.' },
  'hold.one_at_a_time': {
    http: 429,
    exit: 20,
    retry: false,
    sentence: 'You hold as many listings as one account can. Book or release one of them first.',
  },
  'hold.hourly_limit': { http: 429, exit: 21, retry: true, sentence: 'You made too many holds in the last hour. Book directly, or wait a little.' },
  'hold.already_used': { http: 409, exit: 20, retry: false, sentence: 'This hold was used by a booking already. Open your leases to see it.' },
  'hold.released': { http: 410, exit: 20, retry: false, sentence: 'This hold was released. Hold the listing again if you still want it.' },
  'hold.does_not_match': {
    http: 409,
    exit: 20,
    retry: false,
    sentence: 'The booking differs from what is held. Book the listing, GPUs and hours you held.',
  },
} satisfies Record<`hold.${string}`, ErrorRow>
