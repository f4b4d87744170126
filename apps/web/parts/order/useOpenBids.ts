'use client'
import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { openOrdersQuery, queuePositionsQuery } from '#web/parts/order/ordersQuery.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

const nowhere: ReadonlyMap<string, OrderPlaceWire> = new Map()

/**
 * Returns the open bids of the signed-in account with their queue positions, and updates them automatically. Fetches nothing while nobody is signed
 * in.
 */
export function useOpenBids(): { readonly bids: UseQueryResult<OrderWire[]>; readonly places: ReadonlyMap<string, OrderPlaceWire> } {
  const enabled = typeof useAccount() === 'string'
  const bids = useQuery({ ...openOrdersQuery(browserApi, 'bids'), enabled })
  const places = useQuery({ ...queuePositionsQuery(browserApi), enabled })
  useLiveTopic(enabled ? 'wallet' : null)
  return { bids, places: places.data ?? nowhere }
}
