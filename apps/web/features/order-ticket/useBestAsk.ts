import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'

/**
 * Returns the price of the cheapest ask of a class in a region, in base units per GPU-second. A class or region of null means any. Returns null if there is no
 * ask or the asks have not loaded.
 */
export function useBestAsk({ classId, regionId }: { readonly classId: number | null; readonly regionId: number | null }): bigint | null {
  const market = useQuery(marketQuery(browserApi, regionId))
  const asks = (market.data?.classes ?? [])
    .filter((one) => classId === null || one.classId === classId)
    .flatMap(({ figures }) => (figures.bestAsk === null ? [] : [BigInt(figures.bestAsk)]))
  return asks.reduce<bigint | null>((least, ask) => (least === null || ask < least ? ask : least), null)
}
