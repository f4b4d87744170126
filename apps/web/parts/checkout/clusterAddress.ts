import { mostOrderGpus } from '#web/parts/order/mostOrderGpus.ts'

/** The terms in the address of the checkout of a cluster. */
export type ClusterWish = {
  /** The class of all its GPUs; null: not chosen yet. */
  readonly classId: number | null
  /** The region of all its machines; null: any one region. */
  readonly regionId: number | null
  readonly gpus: number
  /** The least GPUs that each machine gives. */
  readonly minGpusPerMachine: number
  readonly durationSeconds: number
  /** The Unix hour from which on; null: from now on. */
  readonly startHour: number | null
  /** The highest price in PT per GPU-hour, as typed; empty: the price that fills it now. */
  readonly maxPrice: string
  /** How long the order waits for machines, in seconds; 0: it fills now or not at all. */
  readonly waitSeconds: number
}

/** The fewest GPUs for which several machines make sense. */
export const fewestClusterGpus = 2
/** How long an order may wait for its machines, in seconds, as one chooses it. */
export const waitChoices = [0, 3_600, 6 * 3_600, 86_400, 3 * 86_400] as const

const mostPerMachine = 15
const longestSeconds = 28 * 86_400
const plain: ClusterWish = {
  ...{ classId: null, regionId: null, gpus: 16, minGpusPerMachine: 1, durationSeconds: 86_400, startHour: null, maxPrice: '', waitSeconds: 3_600 },
}

/** Returns the address of the checkout that rents several machines as one order. It leaves out defaults. */
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

/** Reads what is wanted from such an address. It uses defaults for values that make no sense. */
export function clusterWishOf(params: Pick<URLSearchParams, 'get'>): ClusterWish {
  const gpus = wholeOf(params.get('gpus'), { least: fewestClusterGpus, most: mostOrderGpus }) ?? plain.gpus
  const max = params.get('max') ?? ''
  const wait = wholeOf(params.get('wait'), { least: 0, most: longestSeconds })
  return {
    classId: wholeOf(params.get('class'), { least: 0, most: 255 }),
    regionId: wholeOf(params.get('region'), { least: 0, most: 255 }),
    gpus,
    minGpusPerMachine: wholeOf(params.get('each'), { least: 1, most: Math.min(gpus, mostPerMachine) }) ?? plain.minGpusPerMachine,
    durationSeconds: wholeOf(params.get('seconds'), { least: 1, most: longestSeconds }) ?? plain.durationSeconds,
    startHour: wholeOf(params.get('start'), { least: 1, most: 999_999_999 }),
    maxPrice: /^\d{1,12}(\.\d{0,18})?$/.test(max) ? max : plain.maxPrice,
    waitSeconds: waitChoices.find((seconds) => seconds === wait) ?? plain.waitSeconds,
  }
}

/** Returns the wish with a start that is still to come: a start that has passed becomes now. `now` is the block clock, Unix seconds. */
export function withoutPastStart(wish: ClusterWish, now: number): ClusterWish {
  return wish.startHour !== null && wish.startHour * 3_600 <= now ? { ...wish, startHour: null } : wish
}

function wholeOf(text: string | null, { least, most }: { readonly least: number; readonly most: number }): number | null {
  const value = text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : -1
  return value >= least && value <= most ? value : null
}
