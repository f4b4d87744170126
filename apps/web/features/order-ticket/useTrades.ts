'use client'
import type { PastTrade } from '@infinitio/matching'
import { getMarketClass } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/features/api/browserApi.ts'

/** So many trades are told at once: a history that has them all may have begun before. */
export const mostTrades = 200

/** What is traded: a class, in one region or all. */
export type TradedPlace = { readonly classId: number; readonly regionId: number | null }

/** The last trades of a place, oldest first, and up to when they are told: Unix seconds of the clock that trades have, which on a development chain may be another than the block clock. */
export type TradeHistory = { readonly trades: readonly PastTrade[]; readonly at: number }

/** The last trades of a class; undefined while they are not there, and where none are asked for. */
export function useTrades(place: TradedPlace | null): TradeHistory | undefined {
  const { data } = useQuery({
    queryKey: ['trades', place?.classId ?? null, place?.regionId ?? null],
    queryFn: () => {
      const region = place === null || place.regionId === null ? {} : { region: String(place.regionId) }
      return getMarketClass(browserApi, place?.classId ?? 0, { trades: String(mostTrades), candles: '1', ...region })
    },
    enabled: place !== null,
    // A chance is counted by the hour: it moves no faster.
    staleTime: 60_000,
    select: ({ trades, asOf }) => ({
      trades: trades.toReversed().map(({ at, pricePerGpuSecond, gpus }) => ({ at, pricePerGpuSecond: BigInt(pricePerGpuSecond), gpus })),
      at: Math.floor(asOf.atMs / 1_000),
    }),
  })
  return data
}
