import type { IncomingHttpHeaders } from 'node:http'
import { RelayError } from '../relayError.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import { acceptedOf, isSigned } from './acceptedVoucher.ts'
import type { HeaderVoucher, ServedChannel } from './servedChannel.ts'
import type { ServeParts } from './serveParts.ts'

/** A request with its voucher (promise to pay), before the service accepts it. */
type Asking = { readonly sent: HeaderVoucher; readonly body: Uint8Array; readonly headers: IncomingHttpHeaders }

/**
 * Refuses a request of a payer or a country on the operator's deny list, before the model server or the chain is asked. If the payer is on the list, also ends
 * the payer's channel, so that `releaseEnded` refunds the rest of its deposit. If only the country is on the list, ends the channel only if the channel's key
 * signed the request, because only then does the request show the country of the payer. Throws `serving.denied`.
 */
export function refuseDenied({ deny, book, release }: ServeParts, { sent, body, headers }: Asking): void {
  if (deny === null) return
  const { voucher } = sent
  const isAccount = deny.hasAccount(voucher.payer)
  if (!isAccount && !deny.hasCountry(headers)) return
  const channel = book.knownChannel(voucher)
  if (channel !== null && (isAccount || isOfKey(channel))) endServed({ book }, channel)
  throw new RelayError('serving.denied', isAccount ? 'the wallet' : 'the country')

  function isOfKey({ id }: ServedChannel): boolean {
    return isSigned(release.signatures, acceptedOf(release, { sent, request: hashOfBody(voucher.salt, body), channel: id }))
  }
}

/** Ends the channels of all payers on the deny list, whatever key they have, so that `releaseEnded` returns the rest of the deposits to these payers. */
export function endDenied({ deny, book }: Pick<ServeParts, 'deny' | 'book'>): void {
  if (deny === null) return
  for (const channel of book.channels.values()) if (deny.hasAccount(channel.payer)) endServed({ book }, channel)
}

/**
 * Ends a channel, but only if the service has accepted a voucher on it since its present opening. So if a denied payer fills a channel again, the operator
 * neither serves nor releases it, because each release costs the operator gas. The payer can exit, or ask for the release and pay the gas.
 */
function endServed({ book }: Pick<ServeParts, 'book'>, { id, best, ended }: ServedChannel): void {
  if (best !== null && ended === null) book.end(id, 'denied')
}
