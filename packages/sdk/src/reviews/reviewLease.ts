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
 * Reviews a closed lease: reads its terms, asks the wallet once, and sends the review. Returns it with a signed head of the list: save the head as a
 * proof. Nobody can change the review later. Throws the codes of `POST /reviews`, and the wallet's error if the user declines.
 */
export async function reviewLease(
  transport: Transport,
  { leaseId, stars, text, signer }: { leaseId: string; stars: number; text: string; signer: TypedDataSigner },
): Promise<PlacedReviewWire> {
  const [lease, chain] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  const signed = await signReview(signer, { lease, stars, text, chain })
  return sendSigned(() => placeReview(transport, signed))
}

/** Answers a review, as the account that it is about, and returns a signed head of the list, too. Throws the codes of `POST /reviews/{number}/answer`, and the wallet's error if the user declines. */
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
 * Sends a signed body once more, after a pause, if no reply arrives. The market stores it once and replies the same, with the signed head. A new signature
 * would be a second review, which the market refuses.
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

/** Signs a review of a lease: as the wallet that paid for it about the provider, or as the provider about that wallet. The signature covers the text by its salted hash. */
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

/** Signs the answer to a review, as the account that the review is about. The signature covers the review by the hash of its entry. */
export async function signReviewAnswer(
  signer: TypedDataSigner,
  { review, text, chain }: { review: Pick<ReviewWire, 'hash'>; text: string; chain: Domain },
): Promise<ReviewAnswerRequestWire> {
  const salt = randomSalt()
  const answer = { review: hex32(review.hash), author: address(signer.address.toLowerCase()), textHash: reviewTextHash({ text, salt }) }
  return { text, salt, signature: await signTypedData(signer, reviewAnswerTypedData(answer, signingDomainOf(chain))) }
}

/** Returns 32 random bytes. With them in the hash, nobody can guess a removed text from its hash. */
function randomSalt(): Hex32 {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
