import type { ErrorCode } from '@infinitio/domain'
import { readReceipt } from '../receipts.ts'
import { isRecord } from '../jsonText.ts'
import { readHeaderJson, writeHeaderJson } from './headerJson.ts'
import { networkOf, paymentScheme, paymentVersion } from './paymentRequired.ts'

/**
 * The result of a payment that a service reports to a client of x402 (an open standard for paid HTTP requests). `error` is the code of an answer that failed.
 * `receipt` is the signed cost; a stream begins before its cost is known, so it has none. `voucher` and `request` are the client's own last voucher (promise to
 * pay) and the hash of its request, with which a service shows that the client's state is old.
 */
export type PaymentOutcome = {
  readonly error?: ErrorCode
  readonly receipt?: string
  readonly voucher?: string
  readonly request?: string
}

/** Writes the result of a payment for the header `PAYMENT-RESPONSE`. */
export function writePaymentResponse(chainId: number, { error, ...extra }: PaymentOutcome): string {
  const cost = extra.receipt === undefined ? undefined : readReceipt(extra.receipt)?.receipt.cost
  return writeHeaderJson({
    ...(error === undefined ? { success: true } : { success: false, errorReason: error }),
    ...{ transaction: '', network: networkOf(chainId), ...(cost === undefined ? {} : { amount: cost.toString() }), extra },
  })
}

/** Returns the result of a payment from the parsed header `PAYMENT-RESPONSE`. Each field is null if the service did not write it. */
export function readPaymentOutcome(settled: unknown): {
  readonly isPaid: boolean
  readonly receipt: string | null
  readonly conflict: { readonly voucher: string; readonly request: string } | null
} {
  const read = isRecord(settled) ? settled : {}
  const extra = isRecord(read['extra']) ? read['extra'] : {}
  const { receipt, voucher, request } = extra
  const isConflict = read['success'] === false && typeof voucher === 'string' && typeof request === 'string'
  return {
    isPaid: read['success'] === true,
    receipt: typeof receipt === 'string' ? receipt : null,
    conflict: isConflict ? { voucher, request } : null,
  }
}

/** Returns the text of the voucher (promise to pay) in a header `PAYMENT-SIGNATURE`, or null if the header has none. Does not check the voucher. */
export function readPaymentSignature(text: string): string | null {
  const read = readHeaderJson(text)
  if (read === null || read['x402Version'] !== paymentVersion) return null
  const { accepted, payload } = read
  if (!isRecord(accepted) || accepted['scheme'] !== paymentScheme || !isRecord(payload)) return null
  return typeof payload['voucher'] === 'string' ? payload['voucher'] : null
}
