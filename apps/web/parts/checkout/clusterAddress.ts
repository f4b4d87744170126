import { mostBidGpus, horizonSeconds, maxNodeGpus } from '@infinitio/domain'

/** The terms in the URL of the checkout of a cluster. */
export type ClusterWish = {
  /** The class of all its GPUs; null if the user has not chosen one yet. */
  readonly classId: number | null
  /** The one region in which all its machines must be. Null for any region; all machines are still in the same one. */
  readonly regionId: number | null
  readonly gpus: number
  /** The fewest GPUs that each machine of the cluster must provide. */
  readonly minGpusPerMachine: number
  readonly durationSeconds: number
  /** The hour at which the lease starts, in hours since 1970. Null to start now. */
  readonly startHour: number | null
  /** The highest price in PT per GPU-hour, as typed. If empty, the lowest price at which the whole order is matched now. */
  readonly maxPrice: string
  /** How many seconds the order waits for machines. If 0, the order is matched at once or not at all. */
  readonly waitSeconds: number
}

/** The smallest number of GPUs for which several machines make sense. */
export const fewestClusterGpus = 2
/** The choices for the seconds that an order may wait for its machines. */
export const waitChoices = [0, 3_600, 6 * 3_600, 86_400, 3 * 86_400] as const

const plain: ClusterWish = {
  ...{ classId: null, regionId: null, gpus: 16, minGpusPerMachine: 1, durationSeconds: 86_400, startHour: null, maxPrice: '', waitSeconds: 3_600 },
}

/**
 * Returns the URL of the checkout that rents several machines as one order. It always has the GPUs and the duration. It leaves out other terms with their
 * default values.
 */
export function clusterAddress(wish: Partial<ClusterWish>): string {
  const { classId, regionId, gpus, minGpusPerMachine, durationSeconds, startHour, maxPrice, waitSeconds } = { ...plain, ...wish }
  const params = new URLSearchParams()
  if (classId !== null) params.set('class', `${classId}`)
  if (regionId !== null) params.set('region', `${regionId}`)
  params.set('gpus', `${gpus}`)
  if (minGpusPerMachine !== plain.minGpusPerMachine) params.set('each', `${minGpusPerMachine}`)
  params.set('seconds', `${durationSeconds}`)
  if (startHour !== null) params.set('start', `${startHour}`)
  if (maxPrice !== '') params.set('max', maxPrice)
  if (waitSeconds !== plain.waitSeconds) params.set('wait', `${waitSeconds}`)
  return `/rent/cluster?${params}`
}

/** Reads the terms of a cluster order from the URL of its checkout. Values that are not valid become the defaults. */
export function clusterWishOf(params: Pick<URLSearchParams, 'get'>): ClusterWish {
  const gpus = wholeOf(params.get('gpus'), { least: fewestClusterGpus, most: mostBidGpus }) ?? plain.gpus
  const max = params.get('max') ?? ''
  const wait = wholeOf(params.get('wait'), { least: 0, most: horizonSeconds })
  return {
    classId: wholeOf(params.get('class'), { least: 0, most: 255 }),
    regionId: wholeOf(params.get('region'), { least: 0, most: 255 }),
    gpus,
    minGpusPerMachine: wholeOf(params.get('each'), { least: 1, most: Math.min(gpus, maxNodeGpus) }) ?? plain.minGpusPerMachine,
    durationSeconds: wholeOf(params.get('seconds'), { least: 1, most: horizonSeconds }) ?? plain.durationSeconds,
    startHour: wholeOf(params.get('start'), { least: 1, most: 999_999_999 }),
    maxPrice: /^\d{1,12}(\.\d{0,18})?$/.test(max) ? max : plain.maxPrice,
    waitSeconds: waitChoices.find((seconds) => seconds === wait) ?? plain.waitSeconds,
  }
}

/** Returns the terms of an order. If their start has already passed, the start becomes now. `now` is the block clock in Unix seconds. */
export function withoutPastStart(wish: ClusterWish, now: number): ClusterWish {
  return wish.startHour !== null && wish.startHour * 3_600 <= now ? { ...wish, startHour: null } : wish
}

function wholeOf(text: string | null, { least, most }: { readonly least: number; readonly most: number }): number | null {
  const value = text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : -1
  return value >= least && value <= most ? value : null
}
