import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Hex32, readWeightsList, type WeightsFile, weightsPartBytes } from '@infinitio/domain'
import { RelayError } from '../relayError.ts'
import { type Caches, pullBlob, sha256OfFile } from './pullBlob.ts'

/** Files of weights in a folder. `files` are their paths in the folder. */
export type PulledWeights = { readonly files: readonly string[]; readonly bytes: number }

/** The folder for bytes that are not complete. Its name begins with a dot, so neither the weights root nor a cache covers it. */
const partsFolder = '.infinitio-pull'

/**
 * Downloads the weights of a model into a folder: first their list by the root of the weights, then each part of each file by its SHA-256. Continues a download
 * that was interrupted. Files that are complete are compared with their hashes and not bought again. Throws `serving.part_wrong` if a cache sold wrong bytes and
 * no other cache has the right ones, and the codes of `pullBlob`.
 */
export async function pullWeights(caches: Caches, { root, folder }: { readonly root: Hex32; readonly folder: string }): Promise<PulledWeights> {
  const work = join(folder, partsFolder)
  const listPath = join(work, `${root}.json`)
  if (!existsSync(listPath)) await pullBlob(caches, { wanted: { sha256: root, bytes: null }, path: listPath })
  const files = readWeightsList(readFileSync(listPath, 'utf8'))
  if (files === null) throw new RelayError('serving.part_unknown', `${root} is not the root of weights`)
  for (const file of files) if (!(await isComplete(folder, file))) await pullFile(caches, { file, folder, work })
  rmSync(work, { recursive: true })
  return { files: files.map(({ path }) => path), bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** Downloads one file part by part. Each part is added to the file after its hash was checked, so the size of an unfinished file shows its checked parts. */
async function pullFile(
  caches: Caches,
  { file, folder, work }: { readonly file: WeightsFile; readonly folder: string; readonly work: string },
): Promise<void> {
  const path = join(folder, file.path)
  const unfinished = `${path}.partial`
  mkdirSync(dirname(path), { recursive: true })
  const size = existsSync(unfinished) ? statSync(unfinished).size : 0
  const checked = Math.floor(size / weightsPartBytes)
  // A process that was killed may have added a part of a part.
  if (size > 0) truncateSync(unfinished, checked * weightsPartBytes)
  for (const [place, sha256] of file.parts.entries()) {
    if (place < checked) continue
    const part = join(work, sha256)
    const bytes = Math.min(weightsPartBytes, file.bytes - place * weightsPartBytes)
    if (!existsSync(part)) await pullBlob(caches, { wanted: { sha256, bytes }, path: part })
    await appendFile(unfinished, await readFile(part))
    rmSync(part)
  }
  if (file.parts.length === 0) await appendFile(unfinished, '')
  renameSync(unfinished, path)
}

async function isComplete(folder: string, { path, bytes, parts }: WeightsFile): Promise<boolean> {
  const own = join(folder, path)
  if (!existsSync(own) || statSync(own).size !== bytes) return false
  for (const [place, sha256] of parts.entries()) {
    const start = place * weightsPartBytes
    if ((await sha256OfFile(own, { start, end: start + weightsPartBytes - 1 })) !== sha256) return false
  }
  return true
}
