import { address as toAddress } from '@infinitio/domain'
import { reviewEndpoints } from '@infinitio/endpoints'
import { placeReview, placeReviewAnswer } from '../actions/reviews/placeReview.ts'
import { readProviderNames, readPublicProvider } from '../actions/reviews/readPublicProvider.ts'
import { readPublicRenter } from '../actions/reviews/readPublicRenter.ts'
import { readLeaseReviews, readReviewEntries, readReviews } from '../actions/reviews/readReviews.ts'
import { readReviewHeads, signReviewHead } from '../actions/reviews/reviewHeads.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for reviews and the public record of a provider: /reviews, /reviewers, /providers, /renters. */
export const reviewRoutes = bindEndpoints(reviewEndpoints, {
  placeReview: (call) => placeReview(call.services, { account: signedIn(call), caller: call.ip, ...call.body }),
  placeReviewAnswer: (call) => placeReviewAnswer(call.services, { account: signedIn(call), caller: call.ip, ...call.params, ...call.body }),
  listReviewEntries: ({ services, query }) => readReviewEntries(services, query),
  getReviewHead: ({ services }) => signReviewHead(services, { signedAt: Math.floor(Date.now() / 1_000) }),
  listReviewHeads: ({ services, query }) => readReviewHeads(services, query),
  listLeaseReviews: (call) => readLeaseReviews(call.services, { account: signedIn(call), ...call.params }),
  listNodeReviews: ({ services, params, query }) => readReviews(services, { node: params.node }, query),
  listProviders: ({ services, query }) => readProviderNames(services, query),
  getPublicProvider: ({ services, params }) => readPublicProvider(services, { account: toAddress(params.account) }),
  getPublicRenter: ({ services, params }) => readPublicRenter(services, { account: toAddress(params.account) }),
  listProviderReviews: ({ services, params, query }) => readReviews(services, { subject: params.account, side: 'renter' }, query),
  listRenterReviews: ({ services, params, query }) => readReviews(services, { subject: params.account, side: 'provider' }, query),
  listWrittenReviews: ({ services, params, query }) => readReviews(services, { author: params.account }, query),
})
