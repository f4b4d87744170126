import type { ErrorRow } from './errorRow.ts'

/** Errors about a request. The page of each is `/docs/errors/<code>`. */
export const apiErrors = {
  'api.malformed_body': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'The request is not valid JSON of the expected form. Check it against the API reference.',
  },
  'api.unknown_field': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'The request has a field this API does not know. Remove it; the detail names it.',
  },
  'api.invalid_field': { http: 400, exit: 80, retry: false, sentence: 'A field is missing or has a wrong value. The detail names it.' },
  'api.number_too_large': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'A number is above 2^53 and would lose digits. Send it as a decimal string.',
  },
  'api.bad_address': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'This is not a valid address. Check each digit: upper and lower case carry a checksum.',
  },
  'api.body_too_large': { http: 413, exit: 80, retry: false, sentence: 'The request is larger than 64 KiB. Send less.' },
  'api.body_too_deep': { http: 400, exit: 80, retry: false, sentence: 'The request is nested too deeply. Flatten it.' },
  'api.unsupported_media_type': {
    http: 415,
    exit: 80,
    retry: false,
    sentence: 'The body of the request is of a type this API does not read. Send it as application/json.',
  },
  'api.rate_limited': { http: 429, exit: 81, retry: true, sentence: 'Too many requests from here. Wait as long as the Retry-After header says.' },
  'api.not_found': { http: 404, exit: 80, retry: false, sentence: 'There is nothing at this address. Check the path.' },
  'api.method_not_allowed': { http: 405, exit: 80, retry: false, sentence: 'This address does not take this method. See the Allow header.' },
  'api.idempotency_conflict': {
    http: 409,
    exit: 80,
    retry: false,
    sentence: 'The same idempotency key was sent with another request. Use a new key.',
  },
  'api.idempotency_in_progress': { http: 409, exit: 81, retry: true, sentence: 'The same request is still being worked on. Ask again in a moment.' },
  'api.cursor_invalid': { http: 400, exit: 80, retry: false, sentence: 'The page cursor is not one this API gave out. Start from the first page.' },
  'api.too_many_streams': { http: 429, exit: 81, retry: true, sentence: 'Too many live connections from here. Close some tabs.' },
  'api.database_unavailable': { http: 503, exit: 81, retry: true, sentence: 'Our database does not answer. Nothing is lost; try again in a minute.' },
  'api.not_ready': { http: 503, exit: 81, retry: true, sentence: 'The service is still starting. Try again in a few seconds.' },
  'api.internal': {
    http: 500,
    exit: 81,
    retry: true,
    sentence: 'Something broke on our side. Nothing was charged; try again, and name the request id if it stays.',
  },
  'api.relay_unknown': {
    http: 404,
    exit: 80,
    retry: false,
    sentence: 'There is no relayed instruction with this id. Check the link, or look at the lease.',
  },
  'api.unreachable': { http: 503, exit: 81, retry: true, sentence: 'Infinitio does not answer. Check that it runs and try again.' },
  'api.timed_out': { http: 504, exit: 81, retry: true, sentence: 'This takes longer than expected. It goes on by itself; look again in a moment.' },
} satisfies Record<`api.${string}`, ErrorRow>
