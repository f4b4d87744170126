import type { IncomingHttpHeaders } from 'node:http'
import { RelayError } from '../relayError.ts'
import { mostHeader } from '../wire/headers.ts'
import type { ServedChannel } from './servedChannel.ts'
import { notify } from './servedChannel.ts'

const amount = /^\d{1,29}$/

/**
 * Returns the limit that a client states for the cost of its request, in base units, or null without one. Throws `serving.amount_too_high` if the limit is below
 * `need`, the least amount for which the service starts the request.
 */
export function statedMost(headers: IncomingHttpHeaders, need: bigint): bigint | null {
  const text = headers[mostHeader]
  if (text === undefined) return null
  if (typeof text !== 'string' || !amount.test(text)) throw new RelayError('serving.field_invalid', mostHeader)
  if (BigInt(text) < need) throw new RelayError('serving.amount_too_high', `the limit is ${text}, the request needs ${need}`)
  return BigInt(text)
}

/** Raises the limit of a running answer, if the body of a raising voucher names the answer and a higher limit. The voucher signs this body. */
export function raiseMost(channel: ServedChannel, body: Uint8Array): void {
  const [, seq, most] = /^\{"seq":(\d{1,10}),"most":"(\d{1,29})"\}$/.exec(Buffer.from(body).toString()) ?? []
  const running = seq === undefined ? undefined : channel.running.get(Number(seq))
  if (running?.most == null || most === undefined || BigInt(most) <= running.most) return
  running.most = BigInt(most)
  notify(channel)
}
