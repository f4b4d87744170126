import { paymentRequiredHeader, paymentResponseHeader, receiptHeader, requestHeader, termsHeader, voucherHeader } from './wireNames.ts'

const ownHeaders = [receiptHeader, requestHeader, termsHeader, voucherHeader, 'infinitio-service', 'infinitio-salt']
const shownHeaders = [...ownHeaders, paymentRequiredHeader, paymentResponseHeader, 'retry-after', 'x-should-retry']
const dayInSeconds = '86400'

/**
 * The headers of a server that web pages of any site may call. This is safe, because each request that costs money carries its own permission: a signed promise
 * to pay, or an API key. A browser adds neither automatically and sends no cookie here, so a foreign page cannot spend money.
 */
export const pageHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': shownHeaders.join(', '),
  'cross-origin-resource-policy': 'cross-origin',
  // Shows a page which protocol its requests used. Over HTTP/2, a page sends more requests at the same time.
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
} as const

/** The headers, besides `pageHeaders`, of the answer to a browser's preflight request. */
export const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST',
  // OpenAI's clients send their own headers, so `*` allows all. Browsers do not count `authorization` as part of `*`.
  'access-control-allow-headers': `authorization, content-type, ${voucherHeader}, *`,
  'access-control-max-age': dayInSeconds,
} as const
