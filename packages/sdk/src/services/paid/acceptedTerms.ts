import type { ServiceId } from '@infinitio/domain'
import { changeOfTerms, readTerms, type ServiceTerms, termsBytes } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { type KeyPlace, type KeyStorage, nameOfKey } from './keyStorage.ts'

/** The terms of services that a payer accepted, in the storage of its key. */
export type AcceptedTerms = {
  /** Returns the terms that the payer accepted; null for a service that it has not used. */
  readonly of: (service: ServiceId) => ServiceTerms | null
  readonly accept: (service: ServiceId, terms: ServiceTerms) => void
}

/** Opens the accepted terms of a payer. An entry that this version cannot read counts as missing. */
export function openAcceptedTerms(storage: KeyStorage, place: KeyPlace): AcceptedTerms {
  const nameOf = (service: ServiceId) => `${nameOfKey(place)}.accepted.${service}`
  return {
    of(service) {
      const text = storage.getItem(nameOf(service))
      return text === null ? null : readTerms(new TextEncoder().encode(text))
    },
    accept: (service, terms) => storage.setItem(nameOf(service), new TextDecoder().decode(termsBytes(terms))),
  }
}

/** Throws `serving.terms_changed` if the payer must accept the terms of a service before it pays. */
export function refuseChanged(next: ServiceTerms, accepted: ServiceTerms): void {
  const change = changeOfTerms(next, accepted)
  if (change !== null) throw refusal('serving.terms_changed', { detail: change })
}
