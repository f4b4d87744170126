/** All reviews of one author about one account or machine: the sum of their stars, their number, and the fees that their leases paid, in PToken base units. */
export type AuthorReviews = {
  readonly author: string
  readonly stars: number
  readonly reviews: number
  readonly fees: bigint
  readonly funder: string | null
}

/**
 * The rating of a reviewed account or machine that people see, in hundredths of a star; null without a review. `sharedFunders` counts the authors whose funder
 * is also the funder of another author, is itself an author, or is the reviewed account.
 */
export type ReviewScore = {
  readonly hundredths: number | null
  readonly authors: number
  readonly reviews: number
  readonly sharedFunders: number
}

const prior = { stars: 3.5, weight: 5 } as const
const pToken = 1e18

/**
 * Returns how much the reviews of an author count: log(1 + 10 × fees in PToken), for the fees that the author's reviewed leases paid. The result is at most 10
 * × fees. So an author cannot gain much by using many wallets: their total weight is at most ten times the sum of their fees.
 */
export function reviewWeight(fees: bigint): number {
  return Math.log1p((10 * Number(fees)) / pToken)
}

/**
 * Returns the mean of the stars of all authors, each with its weight. The calculation begins with 3.5 stars of weight 5, so that a few reviews change the mean
 * only a little. Each author counts once. Pure.
 */
export function reviewScore(subject: string, authors: readonly AuthorReviews[]): ReviewScore {
  let [stars, weight] = [prior.stars * prior.weight, prior.weight as number]
  for (const one of authors) {
    const weighs = reviewWeight(one.fees)
    weight += weighs
    stars += weighs * (one.stars / one.reviews)
  }
  const known = new Set([subject, ...authors.map(({ author }) => author)])
  const funded = new Map<string, number>()
  for (const { funder } of authors) if (funder !== null) funded.set(funder, (funded.get(funder) ?? 0) + 1)
  const shared = authors.filter(({ funder }) => funder !== null && (known.has(funder) || (funded.get(funder) ?? 0) > 1))
  return {
    hundredths: authors.length === 0 ? null : Math.round((100 * stars) / weight),
    authors: authors.length,
    reviews: authors.reduce((sum, { reviews }) => sum + reviews, 0),
    sharedFunders: shared.length,
  }
}
