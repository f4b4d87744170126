import type { PlacedReviewWire } from '@infinitio/domain/wire'
import { getChain, getLease, listReviewEntries, placeReview, placeReviewAnswer } from '../generated/calls.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { pause, repeatPauseMs } from '../transport/repeatPause.ts'
import { signReview, signReviewAnswer } from './signReview.ts'

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
