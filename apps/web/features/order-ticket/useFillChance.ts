'use client'
import type { FillChanceWire } from '@infinitio/domain/wire'
import { getFillChance } from '@infinitio/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** Fewer trades than this say nothing: docs/guides/market-data.md. */
export const fewestChanceTrades = 10

/** Above it nothing is asked by the wire: whoever pays so much pays every price. */
const mostPrice = 2n ** 96n - 1n

/** An order whose chance is asked for: where, its price in base units per GPU-second, its GPUs, all in one trade or not, and for how many seconds it is kept. */
export type ChanceWish = {
  readonly classId: number
  readonly regionId: number | null
  readonly price: bigint
  readonly gpus: number
  readonly isWhole: boolean
  readonly seconds: number
}

/** What past trades say of an order: its chance, null where they are too few or of too short a time; how many they are, and over how many seconds. */
export type FillChance = Pick<FillChanceWire, 'chance' | 'trades'> & { readonly spanSeconds: number; readonly price: bigint }

/** How often an order like this would have filled; undefined while that is not known, and where none is asked for. While one price is asked for, that of the one before stays. */
export function useFillChance(wish: ChanceWish | null): FillChance | undefined {
  const { data } = useQuery({
    queryKey: ['fill-chance', wish === null ? null : { ...wish, price: wish.price.toString() }],
    queryFn: () => (wish === null ? null : tell(wish)),
    enabled: wish !== null,
    // A chance is counted by the hour: it moves no faster.
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
  return { chance, trades, price, spanSeconds: since === null ? 0 : Math.max(60, Math.floor(asOf.atMs / 1_000) - since) }
}
