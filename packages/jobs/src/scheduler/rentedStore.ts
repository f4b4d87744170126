import { existsSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Hex32, sha256Hex } from '@infinitio/domain'
import { InfinitioError } from '@infinitio/sdk'
import type { JobStore } from '../run/jobEffects.ts'
import { reasonOf } from '../run/failureOf.ts'

/**
 * The store of a job that rents machines. `keepOnly` deletes files of older checkpoints than these, which are named by the hashes of their lists. `leave` ends
 * the copy of these files, so that the next `keepOnly` deletes them. `forget` deletes all checkpoints of the job, and no result.
 */
type RentedStore = JobStore & {
  readonly keepOnly: (manifests: readonly Hex32[]) => Promise<void>
  readonly leave: (files: readonly Hex32[]) => void
  readonly forget: () => Promise<void>
}

/** Codes of refusals of a result that the market does not store. */
const refusedFiles: ReadonlySet<string> = new Set(['artefact.too_large', 'artefact.quota_exceeded', 'artefact.no_store'])
/** A checkpoint is copied within this many milliseconds. A file of a copy that takes longer, because its machine was lost, is deleted. */
const copyWithinMs = 21_600_000
/** The name of a file that is stored whole. A file that is being written has another name. */
const wholeFile = /^[0-9a-f]{64}$/
const ownerOnly = 0o600
const folderOfOwner = 0o700

/**
 * Opens the store of a job that rents machines, on top of the market's store. Checkpoints are in a folder of this computer, because they can be larger than a
 * file of the market may be. A result that the market refuses is also there, and `onProgress` gets its path.
 */
export function rentedStore(
  store: JobStore,
  { folder, onProgress }: { readonly folder: string; readonly onProgress: (text: string) => void },
): RentedStore {
  const places = { checkpoints: join(folder, 'checkpoints'), results: join(folder, 'results') }
  /**
   * The files of the checkpoints that are being copied now. `at` is the time at which a file was stored. `copies` counts the checkpoints that need it, because
   * those of two tasks may have the same file.
   */
  const copying = new Map<string, { at: number; copies: number }>()
  const leave = (files: readonly Hex32[]) => {
    for (const sha256 of files) {
      const copy = copying.get(sha256)
      if (copy !== undefined && --copy.copies <= 0) copying.delete(sha256)
    }
  }
  const putIn = async (place: string, bytes: Uint8Array, sha256 = sha256Hex(bytes)): Promise<Hex32> => {
    const path = join(place, sha256.slice(2))
    if (!existsSync(path) || (await stat(path)).size !== bytes.length) await writeWhole(path, bytes)
    return sha256
  }
  return {
    ...store,
    async put(bytes) {
      const sha256 = sha256Hex(bytes)
      copying.set(sha256, { at: performance.now(), copies: (copying.get(sha256)?.copies ?? 0) + 1 })
      return await putIn(places.checkpoints, bytes, sha256).catch((error: unknown) => {
        leave([sha256])
        throw error
      })
    },
    leave,
    async fetch(sha256) {
      for (const place of Object.values(places)) {
        const path = join(place, sha256.slice(2))
        if (existsSync(path) && sha256Hex(new Uint8Array(await readFile(path))) === sha256) return path
      }
      return await store.fetch(sha256)
    },
    async isFar(sha256) {
      if (Object.values(places).some((place) => existsSync(join(place, sha256.slice(2))))) return false
      return (await store.isFar?.(sha256)) ?? false
    },
    async keep(task, ended) {
      try {
        return await store.keep(task, ended)
      } catch (error) {
        if (!(error instanceof InfinitioError) || !refusedFiles.has(error.code)) throw error
        const result = await putIn(places.results, ended.result)
        const sha256 = await putIn(places.results, ended.file)
        const path = join(places.results, `${task.replaceAll(/[^A-Za-z0-9_-]/g, '-')}.${ended.extension}`)
        await rm(path, { force: true })
        await link(join(places.results, sha256.slice(2)), path)
        onProgress(`${task}: the market did not store the result (${reasonOf(error)}), so it is in ${path}`)
        return { result, file: { sha256, extension: ended.extension, bytes: ended.file.length } }
      }
    },
    async forget() {
      copying.clear()
      await rm(places.checkpoints, { recursive: true, force: true })
    },
    async keepOnly(manifests) {
      const kept = await filesOfAll(places.checkpoints, manifests)
      for (const [sha256, { at }] of copying) if (kept.has(sha256) || performance.now() - at > copyWithinMs) copying.delete(sha256)
      for (const name of existsSync(places.checkpoints) ? await readdir(places.checkpoints) : [])
        if (wholeFile.test(name) && !kept.has(`0x${name}`) && !copying.has(`0x${name}`)) await rm(join(places.checkpoints, name), { force: true })
    },
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: folderOfOwner })
  const part = `${path}.${process.pid}.part`
  try {
    await writeFile(part, bytes, { mode: ownerOnly, flush: true })
    await rename(part, path)
  } catch (error) {
    // On a full disk, the unfinished file would keep it full.
    await rm(part, { force: true })
    throw error
  }
}

/** Returns the hashes of the lists of some checkpoints and of their files. A list that is not in this folder is left out. */
async function filesOfAll(folder: string, manifests: readonly Hex32[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>(manifests)
  for (const manifest of manifests) {
    const path = join(folder, manifest.slice(2))
    if (!existsSync(path)) continue
    const { files } = JSON.parse(await readFile(path, 'utf8')) as { readonly files: readonly { readonly sha256: string }[] }
    for (const { sha256 } of files) found.add(sha256)
  }
  return found
}
