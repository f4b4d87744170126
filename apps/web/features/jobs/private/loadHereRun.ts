import { address, type Hex32, hex32 } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import type { HereEffects, HerePass } from '@infinitio/jobs/private'
import { getChain, getClasses, openArtefact, uploadArtefact } from '@infinitio/sdk'
import { getJob, jobEventToWire, noteJobEvent, openTaskResult, putTaskKey, readBoxKey } from '@infinitio/sdk/pool'
import { openPagePool } from '#web/features/jobs/private/openPagePool.ts'
import { dropSubmitKey, storedSubmitKey } from '#web/features/jobs/private/submitKeys.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { pageRpcUrl } from '#web/parts/chain/pageRpcUrl.ts'

/**
 * Runs a private job in this page: each call of the returned function does one pass. Deletes the submitting key of this browser when the job is over and the
 * pool pays none of its tasks any longer. Loads the code on demand. Throws `task.no_pool`.
 */
export async function loadHereRun({ jobId, key }: { readonly jobId: string; readonly key: Hex32 }): Promise<(job: JobWire) => Promise<HerePass>> {
  const [{ openHereRun, keySender }, { pool, chain }] = await Promise.all([import('@infinitio/jobs/private'), openPagePool()])
  const files = new Map<string, Promise<Uint8Array>>()
  const effects: HereEffects = {
    ...{ key, pool, rowsOf },
    classes: async () => (await getClasses(browserApi)).classes,
    openResult: (of) => openTaskResult(browserApi, of),
    boxKeyOf: (nodeId) => readBoxKey({ rpcUrl: pageRpcUrl(), addresses: chain.addresses, nodeId }),
    give: async (given) => void (await putTaskKey(browserApi, given)),
    fetchFile(sha256) {
      const known = files.get(sha256) ?? openArtefact(browserApi, sha256)
      files.set(sha256, known)
      known.catch(() => files.delete(sha256))
      return known
    },
    store: async (bytes, readers) => hex32((await uploadArtefact(browserApi, { bytes, readers })).sha256),
    async submit(task, plan) {
      const signer = storedSubmitKey(jobId)
      if (signer === null) return { kind: 'waits', reason: 'this browser has no key that may submit this job' }
      const { account, spec } = await getJob(browserApi, jobId)
      const work = { owner: address(account), maxCost: BigInt(spec.maxCost) }
      const market = { getChain: () => getChain(browserApi), transport: browserApi }
      return await keySender({ pool, signer, work, session: (call) => call(market) }).submit(task, plan)
    },
    note: async (event, after) => void (await noteJobEvent(browserApi, jobId, { after, event: jobEventToWire(event) })),
  }
  const pass = openHereRun(effects)
  return async (job) => {
    const done = await pass(job)
    if (job.overAt !== null && !done.isLive) dropSubmitKey(jobId)
    return done
  }
}

/** Returns the number of rows of a Parquet file, or null for another file. */
async function rowsOf(file: Uint8Array<ArrayBuffer>): Promise<number | null> {
  const { parquetMetadata } = await import('hyparquet')
  try {
    return Number(parquetMetadata(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)).num_rows)
  } catch {
    return null
  }
}
