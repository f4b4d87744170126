import { insertReviewHead, listReviewHeads, readReviewHead, type ReviewHeadRow } from '@infinitio/db'
import { reviewHeadText, reviewsStart } from '@infinitio/domain'
import type { ReviewHeadsWire, ReviewHeadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const daySeconds = 86_400
const headsOfPage = 400

type Signing = Pick<Services, 'db' | 'facts' | 'receiptSigner'>

/**
 * Signs the last entry of the public list of reviews with the key that also signs receipts. Each entry contains the hash of the previous one, so nobody can
 * change an earlier entry unnoticed. `signedAt` is in Unix seconds.
 */
export async function signReviewHead({ db, facts: chain, receiptSigner }: Signing, { signedAt }: { signedAt: number }): Promise<ReviewHeadWire> {
  const [last, { chainId, addresses }] = await Promise.all([readReviewHead(db), chain.read()])
  const facts = { number: (last?.number ?? 0n).toString(), hash: last?.hash ?? reviewsStart, signedAt }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(reviewHeadText(facts, { chainId, market: addresses.market })) }
}

/** Stores today's signature of the last entry in the public list of reviews, unless the list is empty or today already has one. Safe to repeat. */
export async function storeDailyHead(services: Signing, { nowSeconds }: { nowSeconds: number }): Promise<void> {
  const signedAt = Math.floor(nowSeconds)
  const day = BigInt(Math.floor(nowSeconds / daySeconds))
  const [newest] = await listReviewHeads(services.db, { beforeDay: null, limit: 1 })
  if (newest !== undefined && newest.day >= day) return
  const { number, hash, signer, signature } = await signReviewHead(services, { signedAt })
  if (number === '0') return
  await insertReviewHead(services.db, { day, number: BigInt(number), hash, signedAt: BigInt(signedAt), signer, signature })
}

/** Lists the daily signatures of the last entry in the public list of reviews, newest first. */
export async function readReviewHeads({ db }: Pick<Services, 'db'>, { cursor }: { cursor?: string }): Promise<ReviewHeadsWire> {
  const rows = await listReviewHeads(db, { beforeDay: cursor === undefined ? null : BigInt(cursor), limit: headsOfPage })
  return { items: rows.map(headWire), nextCursor: rows.length === headsOfPage ? `${rows.at(-1)?.day}` : null }
}

function headWire({ number, hash, signedAt, signer, signature }: ReviewHeadRow): ReviewHeadWire {
  return { number: number.toString(), hash, signedAt: Number(signedAt), signer, signature }
}
