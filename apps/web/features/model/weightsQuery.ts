import type { ServiceFilesWire, ServiceWire } from '@infinitio/domain/wire'
import { listModels, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { listAllServices } from '#web/parts/services/listAllServices.ts'
import { mayCall } from '#web/parts/services/mayCall.ts'

/** A service that sells files by their SHA-256. */
export type CacheService = ServiceWire & { readonly files: ServiceFilesWire }

/** The weights of a registered model, and the caches that have them, the cheapest first. */
export type OfferedWeights = { readonly id: number; readonly root: string; readonly caches: readonly CacheService[] }

/** The answers of caches. `unasked` counts the caches that this page may not call, because they are not behind the gateway of this market. */
export type WeightsAnswer = { readonly weights: readonly OfferedWeights[]; readonly unasked: number }

const everyMs = 60_000
const withinMs = 5_000
/** The most caches that are asked, the cheapest first, and the most registered models of one name. */
const [mostAsked, mostRoots] = [20, 3]
const requestsPerGib = 256n
const million = 1_000_000n

/** Query for the registered models with a name, the newest first. */
export const namedModelsQuery = (api: Transport, name: string) =>
  queryOptions({ queryKey: ['govern', 'models', 'named', name], queryFn: () => listModels(api, { name }), refetchInterval: everyMs })

/** Query for the caches that have the weights of the registered models with a name. Each cache is asked for each weights root; asking costs nothing. */
export const weightsQuery = (api: Transport, { model, origins }: { readonly model: string; readonly origins: readonly string[] }) =>
  queryOptions({
    queryKey: ['services', 'weights', model],
    queryFn: async (): Promise<WeightsAnswer> => {
      const { items } = await listModels(api, { name: model })
      const roots = items.flatMap(({ id, record }) => (record === null ? [] : [{ id, root: record.weightsRoot }])).slice(0, mostRoots)
      const all = roots.length === 0 ? [] : cachesOf(await listAllServices(api))
      const asked = all.filter(({ files }) => mayCall(files.url, origins)).slice(0, mostAsked)
      const unasked = all.filter(({ files }) => !mayCall(files.url, origins)).length
      return { weights: await Promise.all(roots.map(async (one) => ({ ...one, caches: await having(asked, one.root) }))), unasked }
    },
    refetchInterval: everyMs,
  })

/** Returns the price of 1 GiB in base units of PToken, rounded up: the bytes, and 256 requests of 4 MiB each. */
export function gibPrice({ requestPrice, bytePrice }: Pick<ServiceFilesWire, 'requestPrice' | 'bytePrice'>): bigint {
  const sum = BigInt(bytePrice) * 2n ** 30n + BigInt(requestPrice) * requestsPerGib
  return (sum + million - 1n) / million
}

/** Returns the caches among services, the cheapest first, without those that the operator of this market hides. */
export function cachesOf(services: readonly ServiceWire[]): readonly CacheService[] {
  const caches = services.filter((one): one is CacheService => one.files?.kind === 'cache' && one.hidden === null)
  return caches.toSorted((one, other) => (gibPrice(one.files) < gibPrice(other.files) ? -1 : 1))
}

async function having(caches: readonly CacheService[], root: string): Promise<readonly CacheService[]> {
  const has = await Promise.all(caches.map(({ files }) => hasRoot(files.url, root)))
  return caches.filter((_, place) => has[place])
}

async function hasRoot(url: string, root: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url.replace(/\/v1\/?$/, '')}/v1/parts/${root}`, { redirect: 'error', signal: AbortSignal.timeout(withinMs) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    // The cache does not answer, so the command would not download from it either.
    return false
  }
}
