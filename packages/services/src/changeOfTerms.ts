import { dearerText, type ServiceTerms } from './terms.ts'

/**
 * Returns the difference for which a payer must accept terms again: a higher price or step, a stricter rule about cached prompts, no decryption of prompts any
 * longer, another kind, or another URL. Returns null if there is none.
 */
export function changeOfTerms(next: ServiceTerms, accepted: ServiceTerms): string | null {
  const dearer = dearerText(next, accepted)
  if (dearer !== null) return dearer
  if (accepted.boxKey !== undefined && next.boxKey === undefined) return 'it decrypts no prompts any longer'
  return next.url === accepted.url && next.kind === accepted.kind ? null : `the service moved to ${next.url}`
}
