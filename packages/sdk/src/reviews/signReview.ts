import { address, type Hex32, hex32, reviewAnswerTypedData, reviewTextHash, reviewTypedData } from '@infinitio/domain'
import type { ChainWire, ReviewAnswerRequestWire, ReviewRequestWire, ReviewWire } from '@infinitio/domain/wire'
import { aboutLease, type SignedLease } from '../leases/leaseMessages.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

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

/** Returns 32 random bytes. They keep a removed text from being guessed by its hash. */
function randomSalt(): Hex32 {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
