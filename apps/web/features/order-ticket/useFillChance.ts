'use client'
import type { FillChanceWire } from '@infinitio/domain/wire'
import { getFillChance } from '@infinitio/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** The fewest trades from which a chance is estimated (docs/guides/market-data.md). */
export const fewestChanceTrades = 10

/** The highest price that the API accepts. Real prices are far below, so an order with a higher price has the same chance as one with this price. */
const mostPrice = 2n ** 96n - 1n

/**
 * The order for which the page requests the chance of being filled: its class and region, its price in base units per GPU-second, its GPUs, whether one trade
 * must fill all of them, and how many seconds it rests in the book.
 */
export type ChanceWish = {
  readonly classId: number
  readonly regionId: number | null
  readonly price: bigint
  readonly gpus: number
  readonly isWhole: boolean
  readonly seconds: number
}

/**
 * The estimate from past trades: the chance, the number of trades and the seconds that they cover. The chance is null if there are too few trades or they cover
 * too short a time.
 */
export type FillChance = Pick<FillChanceWire, 'chance' | 'trades'> & { readonly spanSeconds: number; readonly price: bigint }

/**
 * Returns how often an order like this would have been matched in the past. Undefined while it is not known, or if there is no order. While a changed price
 * loads, the result for the previous price remains.
 */
export function useFillChance(wish: ChanceWish | null): FillChance | undefined {
  const { data } = useQuery({
    queryKey: ['fill-chance', wish === null ? null : { ...wish, price: wish.price.toString() }],
    queryFn: () => (wish === null ? null : tell(wish)),
    enabled: wish !== null,
    // Fetches at most once per minute, because the chance is calculated from whole hours and changes slowly.
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
  return wish === null ? undefined : (data ?? undefined)
}

async function tell({ classId, regionId, price, gpus, isWhole, seconds }: ChanceWish): Promise<FillChance> {
  const { chance, trades, since, asOf } = await getFillChance(browserApi, classId, {
    ...{ price: (price < mostPrice ? price : mostPrice).toString(), gpus, seconds, whole: isWhole ? 'true' : 'false' },
    ...(regionId === null ? {} : { region: regionId }),
  })
  return { chance, trades, price, spanSeconds: since === null ? 0 : Math.max(60, asOf.at - since) }
}
