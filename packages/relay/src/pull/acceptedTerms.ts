import { join } from 'node:path'
import { changeOfTerms, readTermsOfAnyKind, type ServiceTerms, termsBytes } from '@infinitio/services'
import { readPrivateFile, writePrivateFile } from '../files/privateFile.ts'

const fileName = 'accepted.json'

/**
 * Returns why the user of a channel's folder must accept the terms of the service before a program pays: the user has accepted no terms, or they changed as
 * `changeOfTerms` states. Returns null if the user accepted terms that are at least as dear. Throws `wallet.key_unreadable` for a file that others can read.
 */
export function whyAskForTerms(folder: string, terms: ServiceTerms): string | null {
  const text = readPrivateFile(join(folder, fileName))
  const accepted = text === null ? null : readTermsOfAnyKind(new TextEncoder().encode(text))
  return accepted === null ? 'you have not accepted its prices yet' : changeOfTerms(terms, accepted)
}

/** Stores the terms that the user accepted, in the folder of the channel. */
export function storeAcceptedTerms(folder: string, terms: ServiceTerms): void {
  writePrivateFile(join(folder, fileName), new TextDecoder().decode(termsBytes(terms)))
}
