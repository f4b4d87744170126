import type { ServerResponse } from 'node:http'
import { type PaymentOutcome, writePaymentResponse } from '@infinitio/services'
import { paymentResponseHeader, paymentSignatureHeader, voucherHeader } from '../wire/headers.ts'
import type { ServeParts } from './serveParts.ts'

/**
 * Returns the header that reports the result of a payment to a client of x402 (an open standard for paid HTTP requests). Returns no header for other clients.
 */
export function paymentResult({ release }: Pick<ServeParts, 'release'>, { req }: ServerResponse, outcome: PaymentOutcome): Record<string, string> {
  if (req.headers[voucherHeader] !== undefined || req.headers[paymentSignatureHeader] === undefined) return {}
  return { [paymentResponseHeader]: writePaymentResponse(release.ledger.domain.chainId, outcome) }
}
