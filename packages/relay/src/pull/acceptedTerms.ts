import { join } from 'node:path'
import { dearerText, type FileTerms, readFileTerms, termsBytes } from '@infinitio/services'
import { readPrivateFile, writePrivateFile } from '../files/privateFile.ts'

const fileName = 'accepted.json'

/** Returns the difference for which a user must accept terms again: a higher price or step, another kind, or another URL. Returns null if there is none. */
export function changeOfTerms(next: FileTerms, accepted: FileTerms): string | null {
  const dearer = dearerText(next, accepted)
  if (dearer !== null) return dearer
  return next.url === accepted.url && next.kind === accepted.kind ? null : `the service moved to ${next.url}`
}

/**
 * Returns why the user of a channel's folder must accept the terms of the service before a program pays: the user has accepted no terms, or they changed as
 * `changeOfTerms` states. Returns null if the user accepted terms that are at least as dear. Throws `wallet.key_unreadable` for a file that others can read.
 */
export function whyAskForTerms(folder: string, terms: FileTerms): string | null {
  const text = readPrivateFile(join(folder, fileName))
  const accepted = text === null ? null : readFileTerms(new TextEncoder().encode(text))
  return accepted === null ? 'you have not accepted its prices yet' : changeOfTerms(terms, accepted)
}

/** Stores the terms that the user accepted, in the folder of the channel. */
export function storeAcceptedTerms(folder: string, terms: FileTerms): void {
  writePrivateFile(join(folder, fileName), new TextDecoder().decode(termsBytes(terms)))
}
