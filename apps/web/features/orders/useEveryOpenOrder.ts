'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'

/** An ask may stand for so long, a bid for less: what is older is over. */
const longestLifeSeconds = 28 * 86_400
/** What a person can look through; programs have the API. */
const mostOrders = 1_000

/** Fetches older pages of orders until every one that may still be open is there: an account may have placed hundreds since. */
export function useEveryOpenOrder({ data, hasNextPage, isFetching, isError, fetchNextPage }: UseInfiniteQueryResult<{ items: OrderWire[] }>): void {
  const count = data?.items.length ?? 0
  const oldest = data?.items.at(-1)?.createdAt ?? 0
  useEffect(() => {
    const mayBeOpen = oldest > Date.now() / 1_000 - longestLifeSeconds
    if (hasNextPage && !isFetching && !isError && mayBeOpen && count < mostOrders) void fetchNextPage()
  }, [count, oldest, hasNextPage, isFetching, isError, fetchNextPage])
}
