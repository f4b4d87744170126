import { address, type Hex32, hex32, reviewAnswerTypedData, reviewTextHash, reviewTypedData } from '@infinitio/domain'
import type { ChainWire, PlacedReviewWire, ReviewAnswerRequestWire, ReviewRequestWire, ReviewWire } from '@infinitio/domain/wire'
import { getChain, getLease, listReviewEntries, placeReview, placeReviewAnswer } from '../generated/calls.ts'
import { aboutLease, type SignedLease } from '../leases/leaseMessages.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { pause, repeatPauseMs } from '../transport/repeatReads.ts'

/**
 * Reviews a closed lease: reads its terms, asks the wallet for one signature, and sends the review. Returns the review with the signed head of the list of
 * reviews (number and hash of its newest entry). Save the head as a proof that the list contained the review. Nobody can change the review later. Throws the
 * codes of `POST /reviews`, and the wallet's error if the user declines.
 */
export async function reviewLease(
  transport: Transport,
  { leaseId, stars, text, signer }: { leaseId: string; stars: number; text: string; signer: TypedDataSigner },
): Promise<PlacedReviewWire> {
  const [lease, chain] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  const signed = await signReview(signer, { lease, stars, text, chain })
  return sendSigned(() => placeReview(transport, signed))
}

/**
 * Answers a review, as the account that the review is about. Also returns the signed head of the list of reviews (number and hash of its newest entry). Throws
 * the codes of `POST /reviews/{number}/answer`, and the wallet's error if the user declines.
 */
export async function answerReview(
  transport: Transport,
  { number, text, signer }: { number: string; text: string; signer: TypedDataSigner },
): Promise<PlacedReviewWire> {
  const [chain, { items }] = await Promise.all([
    getChain(transport),
    listReviewEntries(transport, { after: Math.max(0, Number(number) - 1), limit: 1 }),
  ])
  const review = items.find((entry) => entry.number === number && entry.kind === 'review')
  if (review === undefined) throw refusal('lease.review_unknown', { detail: number })
  const signed = await signReviewAnswer(signer, { review, text, chain })
  return sendSigned(() => placeReviewAnswer(transport, { number, ...signed }))
}

/**
 * Sends a signed body. If no reply arrives, it sends the same body once more after a pause. The market stores the body only once and gives the same reply, with
 * the signed head. A new signature would be a second review, which the market rejects.
 */
async function sendSigned<Reply>(send: () => Promise<Reply>): Promise<Reply> {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof InfinitioError) || error.code !== 'api.unreachable') throw error
    const pauseMs = repeatPauseMs(error, { repeated: 0, random: Math.random() })
    if (pauseMs === null) throw error
    await pause(pauseMs)
    return await send()
  }
}

type Domain = Pick<ChainWire, 'chainId' | 'addresses'>

/**
 * Signs a review of a lease. The wallet that paid for the lease reviews the provider, or the provider reviews that wallet. The signature covers the text
 * through its salted hash.
 */
export async function signReview(
  signer: TypedDataSigner,
  { lease, stars, text, chain }: { lease: SignedLease; stars: number; text: string; chain: Domain },
): Promise<ReviewRequestWire> {
  const author = address(signer.address.toLowerCase())
  const { renter, provider } = lease.terms
  const subject = address(author === renter ? provider : renter)
  const salt = randomSalt()
  const review = { ...aboutLease(lease), author, subject, stars, textHash: reviewTextHash({ text, salt }) }
  const signature = await signTypedData(signer, reviewTypedData(review, signingDomainOf(chain)))
  return { leaseId: lease.leaseId, stars, text, salt, signature }
}

/** Signs the answer to a review, as the account that the review is about. The signature covers the hash of the review's entry in the list. */
export async function signReviewAnswer(
  signer: TypedDataSigner,
  { review, text, chain }: { review: Pick<ReviewWire, 'hash'>; text: string; chain: Domain },
): Promise<ReviewAnswerRequestWire> {
  const salt = randomSalt()
  const answer = { review: hex32(review.hash), author: address(signer.address.toLowerCase()), textHash: reviewTextHash({ text, salt }) }
  return { text, salt, signature: await signTypedData(signer, reviewAnswerTypedData(answer, signingDomainOf(chain))) }
}

/** Returns 32 random bytes, which are hashed together with a review's text. So nobody can guess a removed text from its hash. */
function randomSalt(): Hex32 {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
