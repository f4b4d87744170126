import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { paymentRequired, writeHeaderJson } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { sendError } from '../wire/answers.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import { paymentRequiredHeader, termsHeader, voucherHeader } from '../wire/headers.ts'
import { checkedRequest } from './checkedRequest.ts'
import type { ServeParts } from './serveParts.ts'

const saltBytes = 16

/**
 * Answers a request without a voucher (promise to pay) by `serving.voucher_missing`. A header describes the payment for clients of x402 (an open standard for
 * paid HTTP requests), which then send the request again. The service stores nothing: the salt and the hash come back in the voucher. Throws the errors of a
 * request that the service would not answer, so that nobody pays for it first.
 */
export function offerPayment(
  parts: ServeParts,
  {
    message,
    response,
    path,
    body,
  }: { readonly message: IncomingMessage; readonly response: ServerResponse; readonly path: string; readonly body: Uint8Array },
): void {
  const { terms, release, payTo } = parts
  if (parts.deny?.hasCountry(message.headers) === true) throw new RelayError('serving.denied', 'the country')
  const { prompt, mostOutput } = checkedRequest(parts, { body, path })
  const salt = `0x${randomBytes(saltBytes).toString('hex')}` as const
  const error = new RelayError('serving.voucher_missing', voucherHeader)
  const { domain, pToken } = release.ledger
  const required = paymentRequired(
    { ...domain, asset: pToken, payTo, service: release.service },
    { terms, named: { salt, request: hashOfBody(salt, body), prompt, mostOutput }, url: urlOf(terms.url, path), error: error.message },
  )
  sendError(response, error, { [termsHeader]: parts.termsHash, [paymentRequiredHeader]: writeHeaderJson(required) })
}

/** Returns the address of a path at the URL of the service, which may end in `/v1`. */
function urlOf(url: string, path: string): string {
  return `${url.replace(/\/$/, '').replace(/\/v1$/, '')}${path}`
}
