import type { ErrorRow } from './errorRow.ts'

/** Errors about a request. The page of each is `/docs/errors/<code>`. */
export const apiErrors = {
  'api.malformed_body': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'The request is not valid JSON of the expected form. Compare it with the API reference.',
  },
  'api.unknown_field': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'The request has an unknown field. Remove the field that the detail shows.',
  },
  'api.invalid_field': {
    http: 400,
    exit: 80,
    retry: false,
    sentence: 'A field is missing or has a wrong value. Correct the field that the detail shows.',
  },
  'api.sentence_too_long': {
    http: 422,
    exit: 80,
    retry: false,
    sentence: 'Your search is longer than 1,000 characters. Shorten it and search again.',
  },
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
    sentence: 'This is not a valid address. Check each digit: upper and lower case are part of its checksum.',
  },
  'api.body_too_large': { http: 413, exit: 80, retry: false, sentence: 'The request is larger than 64 KiB. Send less.' },
  'api.body_too_deep': { http: 400, exit: 80, retry: false, sentence: 'The request is nested too deeply. Flatten it.' },
  'api.unsupported_media_type': {
    http: 415,
    exit: 80,
    retry: false,
    sentence: 'This API does not read a body of this type. Send it as application/json.',
  },
  'api.rate_limited': { http: 429, exit: 81, retry: true, sentence: 'Too many requests from here. Wait as long as the Retry-After header shows.' },
  'api.ambiguous_name': {
    http: 409,
    exit: 80,
    retry: false,
    sentence: 'More than one object has this name, so nothing was done. Use one of these numbers or ids instead.',
  },
  'api.not_found': { http: 404, exit: 80, retry: false, sentence: 'There is no page or resource at this address. Check the path.' },
  'api.method_not_allowed': { http: 405, exit: 80, retry: false, sentence: 'This address does not accept this method. See the Allow header.' },
  'api.idempotency_conflict': {
    http: 409,
    exit: 80,
    retry: false,
    sentence: 'The same idempotency key was sent with another request. Use a new key.',
  },
  'api.idempotency_in_progress': { http: 409, exit: 81, retry: true, sentence: 'We are still working on the same request. Ask again in a moment.' },
  'api.cursor_invalid': { http: 400, exit: 80, retry: false, sentence: 'The page cursor is not from this API. Start from the first page.' },
  'api.too_many_streams': { http: 429, exit: 81, retry: true, sentence: 'Too many live connections from here. Close some tabs.' },
  'api.database_unavailable': { http: 503, exit: 81, retry: true, sentence: 'Our database does not answer. Nothing is lost. Try again in a minute.' },
  'api.not_ready': { http: 503, exit: 81, retry: true, sentence: 'The service is still starting. Try again in a few seconds.' },
  'api.internal': {
    http: 500,
    exit: 81,
    retry: true,
    sentence: 'Something failed on our side. Nothing was charged. Try again. If it fails again, report the request id.',
  },
  'api.relay_unknown': {
    http: 404,
    exit: 80,
    retry: false,
    sentence: 'No instruction that we send to the chain has this id. Check the link, or look at the lease.',
  },
  'api.unreachable': {
    http: 503,
    exit: 81,
    retry: true,
    sentence: 'We cannot reach Infinitio. Your leases keep running. Check your connection, then try again.',
  },
  'api.file_exists': {
    http: 409,
    exit: 80,
    retry: false,
    sentence: 'A file with this name exists already on this computer. We did not overwrite it. Give another name, or move the file away first.',
  },
  'api.timed_out': {
    http: 504,
    exit: 81,
    retry: true,
    sentence: 'This takes longer than expected and continues automatically. Look again in a moment.',
  },
} satisfies Record<`api.${string}`, ErrorRow>
