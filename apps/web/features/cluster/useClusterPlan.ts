'use client'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { clusterListingsQuery } from '#web/features/cluster/clusterListingsQuery.ts'
import { type ClusterPlan, mostInOneRegion, planCluster } from '#web/features/cluster/planCluster.ts'
import { limitFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'

/**
 * The machines that the market has for a cluster order now: whether they have loaded, the leases that the order would create now, and the number of free GPUs.
 */
export type FoundMachines = {
  readonly state: 'loading' | 'failed' | 'known'
  /** The leases that the cluster order would create on the machines that match now. Null while they load, or if too few machines match. */
  readonly plan: ClusterPlan | null
  /** The largest number of GPUs that are free in one region. */
  readonly mostFree: number
  /**
   * The price at which the cluster order could be filled when the page first calculated one for these terms. It does not change afterwards, so that the order
   * has the price that the renter saw. Null while unknown.
   */
  readonly suggestedPriceText: string | null
  readonly error: unknown
  readonly retry: () => void
}

/** Fetches the machines that are free for a cluster, and plans the cluster from them. */
export function useClusterPlan(wish: ClusterWish & { readonly classId: number }, gpuClass: CatalogueWire['classes'][number]): FoundMachines {
  const { data, isError, error, refetch } = useQuery(clusterListingsQuery(browserApi, wish))
  const { gpus, minGpusPerMachine, durationSeconds, classId, regionId, startHour } = wish
  const key = JSON.stringify([classId, regionId, gpus, minGpusPerMachine, durationSeconds, startHour])
  const [shown, setShown] = useState<{ readonly key: string; readonly text: string } | null>(null)
  const found = useMemo(() => {
    const terms = { gpus, minGpusPerMachine, durationSeconds }
    return data === undefined ? null : { plan: planCluster(data, terms), mostFree: mostInOneRegion(data, terms), dearest: data.at(-1) }
  }, [data, gpus, minGpusPerMachine, durationSeconds])
  const price = found?.plan?.highestPrice ?? BigInt(found?.dearest?.ask.pricePerGpuSecond ?? gpuClass.referencePricePerGpuSecond)
  const text = found === null ? null : limitFieldText(price)
  if (text !== null && shown?.key !== key) setShown({ key, text })
  return {
    state: found !== null ? 'known' : isError ? 'failed' : 'loading',
    plan: found?.plan ?? null,
    mostFree: found?.mostFree ?? 0,
    suggestedPriceText: shown?.key === key ? shown.text : text,
    error,
    retry: () => void refetch(),
  }
}
