import {
  address,
  hashReview,
  hashReviewAnswer,
  hex32,
  leaseId,
  removesText,
  type ReviewEntry,
  reviewEntryHash,
  reviewHeadText,
  reviewsStart,
  reviewTextHash,
  type SigningDomain,
} from '@infinitio/domain'
import type { ReviewEntryWire, ReviewHeadWire } from '@infinitio/domain/wire'
import type { ContractVerdict } from '../provider/isSignedBy.ts'
import { openReviewStructure } from './reviewStructure.ts'

/**
 * Evidence for a check of the reviews: all entries of the list from the first one on, signed heads, the address of the key that signs heads, and the EIP-712
 * domain of the market.
 */
export type ReviewEvidence = {
  readonly entries: AsyncIterable<ReviewEntryWire> | Iterable<ReviewEntryWire>
  readonly heads: readonly ReviewHeadWire[]
  readonly receiptKey: string
  readonly domain: SigningDomain
  /**
   * Asks a contract account whether it accepts a signature that the key of its address did not make. Without this function, such signatures are only counted.
   */
  readonly judgeContract?: (signed: { account: string; digest: string; signature: string }) => Promise<ContractVerdict>
}

/**
 * Result of checking the list of reviews. The list is correct if `findings` is empty. `earlierKeys` counts older heads that were signed with an earlier key
 * than the present receipt key. `unchecked` counts signatures that could be of contract accounts, which were not asked about them. `refusedNow` counts
 * signatures that a contract account does not accept now, for example because its owners changed.
 */
export type ReviewReport = {
  readonly entries: number
  readonly hash: string
  readonly heads: number
  readonly earlierKeys: number
  readonly hidden: number
  readonly deletedTexts: number
  readonly unchecked: number
  readonly refusedNow: number
  readonly findings: readonly string[]
}

const mostFindings = 50

/**
 * Checks the list of reviews: numbers, hashes, texts, parties, the signatures of authors, and each signed head. Reports an entry that was changed or removed
 * after a head was signed. The receipt key must have signed the newest head. Older heads may have another key; they are counted separately, but the list must
 * still contain their entries. Reports at most 50 findings.
 */
export async function verifyReviews({ entries, heads, receiptKey, domain, judgeContract }: ReviewEvidence): Promise<ReviewReport> {
  const { recoverAddress, recoverMessageAddress } = await import('viem/utils')
  const findings: string[] = []
  const note = (finding: string) => findings.length < mostFindings && findings.push(finding)
  const hashOf = new Map<string, string>([['0', reviewsStart]])
  const structure = openReviewStructure()
  let [hash, number, unchecked, refusedNow, earlierKeys]: [string, number, number, number, number] = [reviewsStart, 0, 0, 0, 0]
  for await (const wire of entries) {
    number += 1
    if (wire.number !== `${number}`) note(`entry ${wire.number} is at place ${number}`)
    hash = reviewEntryHash(hash, entryOf(wire))
    if (hash !== wire.hash) note(`entry ${wire.number} has another hash than its fields`)
    // Continues with the hash that the list states, so that a wrong entry causes no findings about the entries after it.
    hash = wire.hash
    const { text, salt } = wire
    if (text !== null && reviewTextHash({ text, salt }) !== wire.textHash) note(`entry ${wire.number} has another text than its hash`)
    const wrong = structure.add(wire)
    for (const finding of wrong) note(finding)
    // The signature of an entry with wrong fields is not checked.
    const signed = wrong.length === 0 ? signedOf(wire, { domain, hashOf }) : null
    hashOf.set(wire.number, wire.hash)
    if (signed === null) continue
    const signer = await recoverAddress({ hash: signed.digest as `0x${string}`, signature: signed.signature as `0x${string}` }).catch(() => null)
    if (signer?.toLowerCase() === signed.account) continue
    const verdict = judgeContract === undefined ? null : await judgeContract(signed)
    if (verdict === null) unchecked += 1
    else if (verdict === 'refuses') refusedNow += 1
    else if (verdict === 'noCode') note(`entry ${wire.number} is not signed by ${signed.account}`)
  }
  const newest = Math.max(...heads.map(({ signedAt }) => signedAt))
  for (const head of heads) {
    const message = reviewHeadText(head, domain)
    const signer = await recoverMessageAddress({ message, signature: head.signature as `0x${string}` }).catch(() => null)
    if (signer?.toLowerCase() !== head.signer.toLowerCase()) note(`the head of entry ${head.number} is not signed by its key`)
    else if (head.signer.toLowerCase() !== receiptKey.toLowerCase()) {
      if (head.signedAt === newest) note(`the newest head, of entry ${head.number}, is not signed by the receipt key`)
      else earlierKeys += 1
    }
    if (hashOf.get(head.number) !== head.hash) note(`the list does not have entry ${head.number} as it was signed at ${head.signedAt}`)
  }
  const { findings: atEnd, ...texts } = structure.end()
  for (const finding of atEnd) note(finding)
  return { entries: number, hash, heads: heads.length, earlierKeys, ...texts, unchecked, refusedNow, findings }
}

function entryOf({ number, target, leaseId: lease, fees, at, text: _text, salt: _salt, hash: _hash, ...wire }: ReviewEntryWire): ReviewEntry {
  return { ...wire, number: BigInt(number), target: BigInt(target), leaseId: BigInt(lease), fees: BigInt(fees), at: BigInt(at) }
}

type Signed = { readonly account: string; readonly digest: string; readonly signature: string }

/**
 * Returns the account, the digest and the signature of an entry's author. Returns null for an entry without an author or a signature, and for an entry that
 * removes a text.
 */
function signedOf(wire: ReviewEntryWire, { domain, hashOf }: { domain: SigningDomain; hashOf: ReadonlyMap<string, string> }): Signed | null {
  const { kind, author, signature } = wire
  if (removesText(kind) || author === null || signature === null) return null
  const account = address(author)
  const textHash = hex32(wire.textHash)
  if (kind === 'answer') {
    const review = hex32(hashOf.get(wire.target) ?? reviewsStart)
    return { account, signature, digest: hashReviewAnswer({ review, author: account, textHash }, domain) }
  }
  const about = { leaseId: leaseId(BigInt(wire.leaseId)), leaseKey: hex32(wire.leaseKey), author: account, subject: address(wire.subject) }
  return { account, signature, digest: hashReview({ ...about, stars: wire.stars ?? 0, textHash }, domain) }
}
