import type { Address, ServiceId } from '@infinitio/domain'
import { type Candidate, forwardBody, readInferenceRequest } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import type { UserRefusal, UserRequest } from './prepaid/openPrepaid.ts'
import type { Offer } from './readOffers.ts'
import type { RoutedRequest } from './routedRequest.ts'
import type { RouterChannels } from './routerChannels.ts'
import type { Unanswered } from './routeRequest.ts'
import { unsupportedReason } from './tryService.ts'

const mostReasons = 8

/** The services that a user cannot use, with the reasons. */
export type Refusals = ReadonlyMap<ServiceId, UserRefusal>
export const noRefusals: Refusals = new Map()

/** Returns the services of the wanted models that this user cannot use, with the reasons. The router does not try them, so they use up no try. */
export function refusalsOf(
  channels: Pick<RouterChannels, 'refusal'>,
  { request, path, user, payer }: { readonly request: RoutedRequest; readonly path: string; readonly user: UserRequest; readonly payer: Address },
  { offers, candidates }: { readonly offers: ReadonlyMap<ServiceId, Offer>; readonly candidates: readonly Candidate[] },
): Refusals {
  const refusals = new Map<ServiceId, UserRefusal>()
  for (const candidate of candidates) {
    const offer = offers.get(candidate.service)
    if (offer === undefined || !request.models.some(({ model }) => model === candidate.model)) continue
    const read = readInferenceRequest(Buffer.from(forwardBody(request.body, candidate)), path)
    const closed = channels.refusal(offer, payer)
    const refusal =
      closed === null ? (read === null ? null : user.refusal(offer.service, offer.terms, read)) : ({ kind: 'busy', text: closed } as const)
    if (refusal !== null) refusals.set(offer.service, refusal)
  }
  return refusals
}

/** Returns the error of a request that no service answered. `unusable` are the services that its user cannot use. */
export function unanswered(
  { wishes }: RoutedRequest,
  { refused, failed, kind }: Unanswered,
  unusable: readonly (readonly [ServiceId, UserRefusal])[] = [],
): RelayError {
  const texts = unusable.slice(0, mostReasons).map(([service, { text }]) => `${service}: ${text}`)
  if (failed.length === 0 && unusable.length > 0 && unusable.every((one) => one[1].kind === 'deposit'))
    return new RelayError('serving.deposit_too_low', texts.join('; '))
  if (failed.length > 0 && failed.every(({ reason }) => reason === unsupportedReason)) return new RelayError(unsupportedReason)
  const isUnoffered = wishes.privacy === 'sealed' && failed.length === 0 && [...refused.values()].includes('privacy')
  const reasons = [reasonsOf({ kind, refused, failed }), ...texts].filter((text) => text !== '').join('; ')
  return new RelayError(isUnoffered ? 'serving.sealed_unoffered' : 'serving.no_answer', reasons)
}

function reasonsOf({ failed, refused }: Unanswered): string {
  const tried = failed.map(({ service, reason }) => `${service}: ${reason}`)
  const left = [...refused].map(([service, reason]) => `${service}: left out by ${reason}`)
  return [...tried, ...left].slice(0, mostReasons).join('; ')
}
