import { removesText, reviewLimits } from '@infinitio/domain'
import type { ReviewEntryWire } from '@infinitio/domain/wire'

type Parties = { readonly renter: string; readonly provider: string; readonly leaseId: string; readonly node: string }

/** Checks how the entries of a list of reviews fit together. `add` returns the errors that the next entry has, and `end` the errors of the whole list. */
export type ReviewStructure = {
  readonly add: (entry: ReviewEntryWire) => string[]
  readonly end: () => { readonly hidden: number; readonly deletedTexts: number; readonly findings: string[] }
}

/**
 * Creates a check of a list of reviews, mainly of four rules:
 * - Each side of a lease wrote at most one review of it.
 * - All reviews of a lease name the same two parties.
 * - Only the account that a review is about answers the review.
 * - For each text that is missing, exactly one entry says that it was removed.
 */
export function openReviewStructure(): ReviewStructure {
  const entries = new Map<string, ReviewEntryWire>()
  const parties = new Map<string, Parties>()
  const written = new Set<string>()
  const removed = new Map<string, 'hiding' | 'deletion'>()
  const missing = new Set<string>()

  return {
    add(entry) {
      const { number, kind, side, leaseKey, target } = entry
      const about = removesText(kind) ? removalFindings(entry, entries.get(target)) : entryFindings(entry, { target: entries.get(target), parties })
      const once = removesText(kind) ? `removal ${target}` : `${kind} ${leaseKey} ${side} ${target}`
      if (written.has(once)) about.push(`a second ${removesText(kind) ? 'removal of a text' : kind} of its kind`)
      written.add(once)
      entries.set(number, entry)
      if (kind === 'hiding' || kind === 'deletion') removed.set(target, kind)
      if (entry.text === null) missing.add(number)
      return about.map((finding) => `entry ${number} is wrong: ${finding}`)
    },
    end() {
      const findings = [...missing].filter((number) => !removed.has(number)).map((number) => `entry ${number} has no text, and no entry removes it`)
      for (const [number, kind] of removed)
        if (!missing.has(number)) findings.push(`entry ${number} has a text, although a later entry is its ${kind}`)
      const count = (kind: 'hiding' | 'deletion') => [...missing].filter((number) => removed.get(number) === kind).length
      return { hidden: count('hiding'), deletedTexts: count('deletion'), findings }
    },
  }
}

/** Compares a review or an answer with the entries before it, and returns the errors. */
function entryFindings(
  entry: ReviewEntryWire,
  { target, parties }: { target: ReviewEntryWire | undefined; parties: Map<string, Parties> },
): string[] {
  const { kind, side, author, subject, stars, signature, leaseId, leaseKey, node, fees } = entry
  if (author === null || signature === null) return [`a ${kind} without an author and a signature`]
  const findings: string[] = []
  const [renter, provider] = side === 'renter' ? [author, subject] : [subject, author]
  const known = parties.get(leaseKey)
  if (author === subject) findings.push('its author is its subject')
  if (known === undefined) parties.set(leaseKey, { renter, provider, leaseId, node })
  else if (known.renter !== renter || known.provider !== provider) findings.push('its author and subject are not the parties of the lease')
  if (known !== undefined && (known.leaseId !== leaseId || known.node !== node)) findings.push('its lease has another number or machine')
  if (kind === 'review') {
    if (entry.target !== '0') findings.push('a review with a target')
    if (stars === null || !Number.isInteger(stars) || stars < 1 || stars > reviewLimits.mostStars) findings.push(`a review with ${stars} stars`)
    return findings
  }
  if (target?.kind !== 'review') return [...findings, 'an answer to no review']
  if (author !== target.subject || subject !== target.author || leaseKey !== target.leaseKey)
    findings.push('an answer that is not by the subject of its review')
  if (stars !== null || fees !== '0') findings.push('an answer with stars or fees')
  return findings
}

/** Compares an entry that removes a text with the entry that had the text, and returns the errors. */
function removalFindings(
  { kind, author, subject, side, stars, signature, leaseKey, fees }: ReviewEntryWire,
  target: ReviewEntryWire | undefined,
): string[] {
  if (target === undefined || removesText(target.kind)) return [`a ${kind} of no review and no answer`]
  const findings = []
  if (author !== null || signature !== null || stars !== null || fees !== '0') findings.push(`a ${kind} with an author, stars or fees`)
  if (leaseKey !== target.leaseKey || side !== target.side || subject !== target.subject)
    findings.push(`a ${kind} with another lease than its target`)
  return findings
}
