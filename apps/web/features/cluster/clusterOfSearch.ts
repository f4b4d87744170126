import { maxNodeGpus, secondsOfSearch, mostBidGpus } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import type { ClusterWanted } from '@infinitio/parse'
import { clusterClass } from '#web/features/cluster/clusterClass.ts'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

const usualGpus = 16

type Searched = Pick<SearchState, 'classes' | 'regions' | 'minVramGib' | 'hours' | 'minutes' | 'startHour' | 'maxPrice'>
/** The terms of a cluster order (several machines in one order) that a search determines. A search does not determine how long the order waits for machines. */
export type SearchedCluster = Omit<ClusterWish, 'waitSeconds'>

/** Returns the cluster that a search requests, limited to the GPUs that one order may have. */
export function clusterOfSearch(search: Searched, { gpus, machines }: ClusterWanted, { classes }: Pick<CatalogueWire, 'classes'>): SearchedCluster {
  const { regions, startHour, maxPrice, minVramGib } = search
  const all = Math.min(gpus ?? usualGpus, mostBidGpus)
  return {
    classId: clusterClass({ classIds: search.classes, minVramGib }, classes)?.classId ?? null,
    regionId: regions.length === 1 ? (regions[0] ?? null) : null,
    gpus: all,
    minGpusPerMachine: machines === null ? 1 : Math.min(maxNodeGpus, Math.max(1, Math.floor(all / machines))),
    durationSeconds: secondsOfSearch(search),
    ...{ startHour, maxPrice },
  }
}
