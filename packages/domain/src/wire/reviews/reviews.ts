import { z } from 'zod'
import { isPlainReviewText } from '../../reviews/isPlainReviewText.ts'
import { reviewLimits, reviewSides } from '../../reviews/review.ts'
import { reviewEntryKinds } from '../../reviews/reviewEntry.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, bps, errorCode, hex32, intBetween, leaseId, queryInt, rowNumber, signature, uint128 } from '../scalars.ts'

const plainText = z
  .string({ error: 'api.invalid_field' })
  .refine(isPlainReviewText, { error: 'lease.review_text' })
  .meta({ maxLength: reviewLimits.text })
  .describe('Plain text: up to 1,000 characters and 20 lines. Pages show it without markup.')

const salt = hex32.describe('32 random bytes. The signature covers keccak256(salt ‖ text in UTF-8).')

/** `POST /reviews`: the review that a party of a lease signs about the other party. */
export const reviewRequestWire = z
  .strictObject({ leaseId, stars: intBetween(1, reviewLimits.mostStars).describe('1 to 5.'), text: plainText, salt, signature })
  .meta({ id: 'ReviewRequest' })
export type ReviewRequestWire = z.infer<typeof reviewRequestWire>

/** The body of `POST /reviews/{number}/answer`: the answer to a review, signed by the account that the review is about. */
export const reviewAnswerRequestWire = z
  .strictObject({ text: plainText.refine((text) => text !== '', { error: 'api.invalid_field' }), salt, signature })
  .meta({ id: 'ReviewAnswerRequest' })
export type ReviewAnswerRequestWire = z.infer<typeof reviewAnswerRequestWire>

const seconds = z.int().describe('Unix seconds.')
const shownText = z.string().nullable().describe('Null if the operator hid it or its account deleted it.')
const hidden = z
  .strictObject({ reason: z.string().describe('Reason that the operator published.'), at: seconds })
  .nullable()
  .describe('Null unless the operator hid the text.')

/** A review with its answer. */
export const reviewWire = z
  .strictObject({
    number: rowNumber.describe('Its number in the list of all reviews and answers.'),
    leaseId,
    node: hex32,
    side: z.enum(reviewSides).describe('The side of its author in the lease.'),
    author: address.describe('The account that wrote it.'),
    subject: address.describe('The account that it is about.'),
    stars: z.int(),
    text: shownText,
    hidden,
    fees: uint128.describe('Fees that both sides of the lease paid, in PToken base units.'),
    funder: address
      .nullable()
      .describe('Another account that paid at least half of the deposits of the author and half of the lease; null without one.'),
    sharedFunder: z.boolean().describe('The funder is the subject, another author about the subject, or the funder of another such author.'),
    at: seconds,
    hash: hex32.describe('Hash of its entry in the list. An answer signs it.'),
    answer: z
      .strictObject({ number: rowNumber, text: shownText, hidden, at: seconds })
      .nullable()
      .describe('Answer of the account that the review is about; null without one.'),
  })
  .meta({ id: 'Review' })
export type ReviewWire = z.infer<typeof reviewWire>

/** The mean of the reviews of a machine or an account. Each author counts once. */
export const reviewSummaryWire = z
  .strictObject({
    hundredths: z.int().nullable().describe('Mean in hundredths of a star, weighted by fees, with a prior of 3.5 stars; null without a review.'),
    authors: z.int().describe('Distinct accounts that wrote a review. Each counts once.'),
    reviews: z.int().describe('Number of reviews.'),
    sharedFunders: z.int().describe('Authors with most of their money from another author, from a funder of another author, or from the subject.'),
  })
  .meta({ id: 'ReviewSummary' })
export type ReviewSummaryWire = z.infer<typeof reviewSummaryWire>

/** The query of a page of reviews. */
export const reviewsQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 50 }),
})
/** The query of a page of reviews as a client writes it in the URL. */
export type ReviewsQueryWire = { cursor?: string; limit?: number }

/**
 * A page of reviews about a machine or an account, or by an author, newest first. The first page of reviews about a machine or an account has a summary of all
 * of them. Later pages, and pages of reviews by an author, have no summary.
 */
export const reviewsWire = z
  .strictObject({
    summary: reviewSummaryWire.nullable().describe('Null with a `cursor`, because the first page has it, and for reviews by an author.'),
    items: z.array(reviewWire),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Reviews' })
export type ReviewsWire = z.infer<typeof reviewsWire>

/** `GET /leases/{leaseId}/reviews`: the reviews of both sides, and whether the caller may write one. */
export const leaseReviewsWire = z
  .strictObject({
    items: z.array(reviewWire).describe('At most one of each side.'),
    side: z.enum(reviewSides).nullable().describe('The side of the caller; null if the caller may never review this lease.'),
    until: seconds.nullable().describe('Last second in which a review is possible; null until the lease closes.'),
    code: errorCode.nullable().describe('Why the caller cannot write a review now; null if it can.'),
  })
  .meta({ id: 'LeaseReviews' })
export type LeaseReviewsWire = z.infer<typeof leaseReviewsWire>

/** One entry of the list of reviews, answers and hidden or deleted texts. */
export const reviewEntryWire = z
  .strictObject({
    number: rowNumber.describe('Counts from 1 without a gap.'),
    kind: z
      .enum(reviewEntryKinds)
      .describe('`hiding`: the operator removed the text of another entry. `deletion`: the text disappeared with the account of its author.'),
    target: rowNumber.describe('Number of the entry that this one answers, hides or deletes; 0 for a review.'),
    leaseId,
    leaseKey: hex32.describe('Hash of the lease and its terms.'),
    node: hex32,
    side: z.enum(reviewSides),
    author: address.nullable().describe('Null for a hiding and a deletion.'),
    subject: address,
    stars: z.int().nullable().describe('Null except for a review.'),
    text: z.string().nullable().describe('Review, answer or reason. Null if it was hidden or deleted.'),
    salt: hex32.nullable().describe('Null if the text is null, and for texts from before salts existed.'),
    textHash: hex32.describe('keccak256 of the salt (32 bytes) and the text in UTF-8.'),
    fees: uint128.describe('Fees that both sides of the lease paid, in PToken base units; 0 except for a review.'),
    funder: address.nullable(),
    signature: z.string().nullable().describe('Signature of the author; null for a hiding and a deletion.'),
    at: seconds,
    hash: hex32.describe('keccak256 of the hash before it and its own fields.'),
  })
  .meta({ id: 'ReviewEntry' })
export type ReviewEntryWire = z.infer<typeof reviewEntryWire>

/** The query of `GET /reviews`. */
export const reviewEntriesQueryWire = z.strictObject({
  after: queryInt(0, 999_999_999_999).optional().describe('Number of the last entry that you have; 0 when left out.'),
  limit: queryInt(1, 500).optional().describe('Maximum number of items, 1 to 500; 100 by default.'),
})
/** The query of `GET /reviews` as a client writes it in the URL. */
export type ReviewEntriesQueryWire = { after?: number; limit?: number }

/** `GET /reviews`: a page of the list of all reviews, oldest first. */
export const reviewEntriesWire = z.strictObject({ items: z.array(reviewEntryWire) }).meta({ id: 'ReviewEntries' })
export type ReviewEntriesWire = z.infer<typeof reviewEntriesWire>

/** The last entry of the list of reviews at one time, signed by the market's receipt key. */
export const reviewHeadWire = z
  .strictObject({
    number: rowNumber.describe('Number of the last entry; 0 in an empty list.'),
    hash: hex32,
    signedAt: seconds,
    signer: address,
    signature: z.string().describe('EIP-191, by the receipt key.'),
  })
  .meta({ id: 'ReviewHead' })
export type ReviewHeadWire = z.infer<typeof reviewHeadWire>

/**
 * The answer of `POST /reviews` and `POST /reviews/{number}/answer`: the stored review, and a signed last entry (head) of the list, which proves that the
 * review is in the list.
 */
export const placedReviewWire = z
  .strictObject({
    review: reviewWire.describe('The stored review, with its answer.'),
    head: reviewHeadWire.describe('Save it: it proves that the list had this entry.'),
  })
  .meta({ id: 'PlacedReview' })
export type PlacedReviewWire = z.infer<typeof placedReviewWire>

/** The query of `GET /reviews/heads`. */
export const reviewHeadsQueryWire = z.strictObject({ cursor: pageCursor })
/** `GET /reviews/heads`: the signed last entry (head) of the list of reviews on each day, newest first. */
export const reviewHeadsWire = z.strictObject({ items: z.array(reviewHeadWire), nextCursor: nextPageCursor }).meta({ id: 'ReviewHeads' })
export type ReviewHeadsWire = z.infer<typeof reviewHeadsWire>

/**
 * The reputation of a provider, as validators attested it: the estimated share of its promises, by value, that it fulfils. It follows from its closed leases
 * and its commitments (promises of GPU time). Each value halves in 90 days.
 */
const providerReputationWire = z
  .strictObject({
    meanBps: bps.describe('Estimated share of its promises, by value, that it fulfils, in basis points. A provider without a record has 2,500.'),
    fulfilled: uint128.describe('Value of the leases that it served to their end and of the GPU time that it delivered as promised.'),
    failed: uint128.describe('Value of the leases that it broke and of the promised GPU time that it did not deliver.'),
    epoch: z.int().describe('The hour at whose end it was calculated, as Unix time divided by 3,600.'),
    root: hex32.describe('The Merkle root that validators signed.'),
  })
  .meta({ id: 'ProviderReputation' })

/** `GET /providers/{account}`: the public record of a provider. */
export const publicProviderWire = z
  .strictObject({
    account: address,
    name: z.string().nullable().describe('The name in its signed statement as a delegate; null without one. Anybody can choose any name.'),
    since: seconds.nullable().describe('Registration of its first machine; null without one.'),
    machines: z.int().describe('Machines that are not retired.'),
    gpus: z.int().describe('GPUs of these machines.'),
    closedLeases: z.int().describe('Leases that it served and that are closed.'),
    gpuSeconds: uint128.describe('GPU-seconds that renters paid in these leases.'),
    respondedBps: z
      .int()
      .nullable()
      .describe('Share of the last 7 days in which its machines responded, in basis points; null while no whole hour was counted.'),
    reliabilityBps: bps
      .nullable()
      .describe('Mean reliability of the worst tenth of its machines, in basis points; null until validators attested one.'),
    reputation: providerReputationWire.nullable().describe('Null until validators attested reputations with this provider.'),
    tiers: z
      .array(z.strictObject({ tier: z.int(), machines: z.int().describe('Machines of this tier.') }))
      .describe('Machines that are not retired by the tier that validators attested, the highest first. Tiers without a machine are left out.'),
    faults: z
      .strictObject({ recent: z.int().describe('In the last 30 days.'), all: z.int().describe('All that are stored: records remain for 365 days.') })
      .describe('Public faults of its machines: those that it caused, and leases that it ended.'),
    reviews: reviewSummaryWire,
  })
  .meta({ id: 'PublicProvider' })
export type PublicProviderWire = z.infer<typeof publicProviderWire>

/** `GET /renters/{account}`: the public record of a renter, without leases of machines that belong to the renter. Without a lease, all numbers are 0. */
export const publicRenterWire = z
  .strictObject({
    account: address,
    since: seconds.nullable().describe('Time of its first lease; null without one.'),
    closedLeases: z.int().describe('Leases that it booked and that are closed.'),
    openLeases: z.int().describe('Leases that it booked and that are not closed.'),
    gpuSeconds: uint128.describe('GPU-seconds that it paid for in closed leases.'),
    providers: z.int().describe('Number of different providers that it paid. One renter and one provider can be the same person.'),
    cancelledLeases: z.int().describe('Closed leases that it cancelled before the machine was ready.'),
    disputes: z
      .strictObject({
        opened: z.int().describe('Disputes about leases that it opened.'),
        open: z.int().describe('Those that are not over.'),
        won: z.int().describe('Those that a jury decided for it.'),
      })
      .describe('Disputes against providers.'),
    reviews: reviewSummaryWire.describe('Reviews by its providers.'),
  })
  .meta({ id: 'PublicRenter' })
export type PublicRenterWire = z.infer<typeof publicRenterWire>

const mostNamed = 50

/** The query of `GET /providers`. */
export const providerNamesQueryWire = z.strictObject({
  accounts: z
    .string({ error: 'api.invalid_field' })
    .regex(new RegExp(`^0x[0-9a-fA-F]{40}(,0x[0-9a-fA-F]{40}){0,${mostNamed - 1}}$`), { error: 'api.invalid_field' })
    .transform((value) => value.toLowerCase().split(','))
    .describe(`Up to ${mostNamed} addresses with commas between them.`),
})
/** The query of `GET /providers` as a client writes it in the URL. */
export type ProviderNamesQueryWire = z.input<typeof providerNamesQueryWire>

/** `GET /providers`: the names that pages show for providers. */
export const providerNamesWire = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          account: address,
          name: z.string().nullable().describe('The name in its signed statement as a delegate; null without one. Anybody can choose any name.'),
          bonded: uint128,
          since: seconds.describe('Registration of its first machine.'),
        }),
      )
      .describe('Sorted by address. Accounts that never registered a machine are left out.'),
  })
  .meta({ id: 'ProviderNames' })
export type ProviderNamesWire = z.infer<typeof providerNamesWire>
