import type { ServiceId } from '@infinitio/domain'
import { changeOfTerms, readTerms, type ServiceTerms, termsBytes } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { type KeyPlace, type KeyStorage, nameOfKey } from './keyStorage.ts'

/** The terms of services that a payer accepted, in the storage of its key. */
export type AcceptedTerms = {
  /** Returns the terms that the payer accepted; null for a service that it has not used. */
  readonly of: (service: ServiceId) => ServiceTerms | null
  readonly accept: (service: ServiceId, terms: ServiceTerms) => void
  /** Accepts the terms of a service that the payer has not used. Otherwise throws `serving.terms_changed` as `refuseChanged` does. */
  readonly check: (service: ServiceId, terms: ServiceTerms) => void
}

/** Opens the accepted terms of a payer. An entry that this version cannot read counts as missing. */
export function openAcceptedTerms(storage: KeyStorage, place: KeyPlace): AcceptedTerms {
  const nameOf = (service: ServiceId) => `${nameOfKey(place)}.accepted.${service}`
  const of = (service: ServiceId) => {
    const text = storage.getItem(nameOf(service))
    return text === null ? null : readTerms(new TextEncoder().encode(text))
  }
  const accept = (service: ServiceId, terms: ServiceTerms) => storage.setItem(nameOf(service), new TextDecoder().decode(termsBytes(terms)))
  return {
    of,
    accept,
    check(service, terms) {
      const before = of(service)
      if (before === null) accept(service, terms)
      else refuseChanged(terms, before)
    },
  }
}

/** Throws `serving.terms_changed` if the payer must accept the terms of a service before it pays. */
export function refuseChanged(next: ServiceTerms, accepted: ServiceTerms): void {
  const change = changeOfTerms(next, accepted)
  if (change !== null) throw refusal('serving.terms_changed', { detail: change })
}
