import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../hashing/canonicalJson.ts'
import { hex32, type Hex32, zeroHex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import type { SigningDomain } from '../structs/signingDomain.ts'
import type { ReviewSide } from './review.ts'

/**
 * Kinds of entries of the list of reviews. A `hiding` is the operator's decision to remove the text of another entry. A `deletion` shows that the author of
 * another entry deleted their account, and that the text was removed with the account.
 */
export const reviewEntryKinds = ['review', 'answer', 'hiding', 'deletion'] as const
export type ReviewEntryKind = (typeof reviewEntryKinds)[number]

/** Returns whether an entry of this kind removes the text of another entry. The market writes such entries; no author signs them. */
export function removesText(kind: ReviewEntryKind): boolean {
  return kind === 'hiding' || kind === 'deletion'
}

/**
 * One entry of the public list of reviews.
 * - `target`: the number of the entry that this one answers, hides or deletes; 0 for a review.
 * - `side`: the author's side of the lease. For a hiding or a deletion, it is the side of the target's author.
 * - `author`, `signature`: null for a hiding and for a deletion.
 * - `stars`: null except for a review.
 * - `fees`: the fees that both sides of the lease paid, in PToken base units.
 * - `funder`: another account that paid at least half of the author's deposits, if that is also at least half of the pay of the lease; otherwise null.
 * - `at`: in Unix seconds.
 */
export type ReviewEntry = {
  readonly number: bigint
  readonly kind: ReviewEntryKind
  readonly target: bigint
  readonly leaseId: bigint
  readonly leaseKey: string
  readonly node: string
  readonly side: ReviewSide
  readonly author: string | null
  readonly subject: string
  readonly stars: number | null
  readonly textHash: string
  readonly fees: bigint
  readonly funder: string | null
  readonly signature: string | null
  readonly at: bigint
}

/** The first entry of the list has no previous entry. It uses this hash in place of the previous entry's hash. */
export const reviewsStart: Hex32 = zeroHex32

/**
 * Returns the hash of an entry: keccak256 of the hash before it and its fields as canonical JSON. The fields include only the hash of the text. So the hashes
 * of the list remain valid when a text is hidden.
 */
export function reviewEntryHash(previous: string, entry: ReviewEntry): Hex32 {
  const { number, kind, target, leaseId, leaseKey, node, side, author, subject, stars, textHash, fees, funder, signature, at } = entry
  const fields = { number, kind, target, leaseId, leaseKey, node, side, author, subject, stars, textHash, fees, funder, signature, at }
  return hex32(keccak256Hex(utf8ToBytes(canonicalJson({ previous, ...fields }))))
}

/** The last entry of the list of reviews at one time. `signedAt` in Unix seconds. */
export type ReviewHead = { readonly number: string; readonly hash: string; readonly signedAt: number }

/**
 * Returns the text that the market's receipt key signs (EIP-191) about the last entry. Verifiers build the same text. It contains the chain and the market, so
 * a signature is valid only for the list of one market.
 */
export function reviewHeadText({ number, hash, signedAt }: ReviewHead, { chainId, market }: SigningDomain): string {
  return `Infinitio reviews head\nChain: ${chainId}\nMarket: ${market.toLowerCase()}\nEntry: ${number} ${hash}\nSigned: ${signedAt}`
}
