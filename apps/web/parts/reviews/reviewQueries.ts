import type { ReviewsWire } from '@infinitio/domain/wire'
import { listLeaseReviews, listNodeReviews, listProviderReviews, listRenterReviews, listWrittenReviews, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The selection of a list of reviews: those about a machine, about an account as provider or as renter, or those by an author. */
export type ReviewSubject = { readonly of: 'node' | 'provider' | 'renter' | 'author'; readonly id: string }

const calls = { node: listNodeReviews, provider: listProviderReviews, renter: listRenterReviews, author: listWrittenReviews }

/** Query for the reviews of one selection, newest first. It fetches the next page when the user asks for more. */
export const reviewsQuery = (api: Transport, { of, id }: ReviewSubject) =>
  infiniteQueryOptions({
    queryKey: ['reviews', of, id],
    queryFn: ({ pageParam }) => calls[of](api, id, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ReviewsWire) => last.nextCursor,
  })

/** Query for the reviews of a lease by both sides, and whether this account may write one. */
export const leaseReviewsQuery = (api: Transport, leaseId: string) =>
  queryOptions({ queryKey: ['reviews', 'lease', leaseId], queryFn: () => listLeaseReviews(api, leaseId) })
