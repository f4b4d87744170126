import { createHash } from 'node:crypto'
import { createReadStream, type Dirent, readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Hex32, isWeightsPath, type WeightsFile, weightsListOf, weightsPartBytes, weightsRootOf } from '@infinitio/domain'
import { partPath, readPartRequest } from '@infinitio/services'
import { AppendLog } from '../../files/appendLog.ts'
import { makePrivateFolder } from '../../files/privateFile.ts'
import { RelayError } from '../../relayError.ts'
import type { FileSource } from './fileSource.ts'

/** Bytes with a SHA-256: a range of a file on the disk, or a list of weights in memory. */
type Stored =
  | { readonly path: string; readonly changedMs: number; readonly start: number; readonly bytes: number }
  | { readonly content: Uint8Array; readonly bytes: number }

/** The files that a cache sells. `weights` are the roots of the models in its folders, one for each folder with files of weights. */
export type Cache = { readonly source: FileSource; readonly weights: readonly Hex32[]; readonly files: number; readonly bytes: number }

/** A line of the index: the hashes of a file that did not change since they were calculated. */
type Known = { readonly path: string; readonly bytes: number; readonly changedMs: number; readonly parts: readonly Hex32[] }

/**
 * Opens the files of folders as a cache. It sells each part of 64 MiB by the SHA-256 of the part, each file up to 64 MiB by the SHA-256 of the file, and for each
 * folder with files of weights their list (`weightsListOf`) by the root of the weights. Files and folders whose names begin with a dot are left out, and links
 * too, so that a link cannot publish a file outside the folder. `index` is a file that stores the hashes, because they take long. `onFile` gets the path of each
 * file before it is read. Throws `serving.part_unknown` for a folder without files, and Node's errors.
 */
export async function openCache(
  folders: readonly string[],
  { index, onFile = () => undefined }: { readonly index: string; readonly onFile?: (path: string) => void },
): Promise<Cache> {
  makePrivateFolder(dirname(index))
  const { log, lines } = AppendLog.open(index)
  const stored = new Map<Hex32, Stored>()
  const weights: Hex32[] = []
  let [files, bytes] = [0, 0]
  try {
    const known = new Map(lines.map((line) => JSON.parse(line) as Known).map((one) => [one.path, one]))
    for (const folder of folders) {
      const listed: WeightsFile[] = []
      const paths = pathsIn(folder, '')
      if (paths.length === 0) throw new RelayError('serving.part_unknown', `${folder} has no files`)
      for (const name of paths) {
        const path = join(folder, name)
        const hashes = await hashesOf(path, { known, onNew: (one) => log.append(JSON.stringify(one)), onFile })
        for (const [place, sha256] of hashes.parts.entries()) {
          const start = place * weightsPartBytes
          stored.set(sha256, { path, changedMs: hashes.changedMs, start, bytes: Math.min(weightsPartBytes, hashes.bytes - start) })
        }
        files += 1
        bytes += hashes.bytes
        if (isWeightsPath(name)) listed.push({ path: name, bytes: hashes.bytes, parts: hashes.parts })
      }
      if (listed.length === 0) continue
      const content = Buffer.from(weightsListOf(listed))
      weights.push(weightsRootOf(listed))
      stored.set(weightsRootOf(listed), { content, bytes: content.length })
    }
  } finally {
    log.close()
  }
  const sizeOf = (sha256: string) => stored.get(sha256 as Hex32)?.bytes ?? null
  return { source: { kind: 'cache', path: partPath, find: (body) => find(stored, body), sizeOf }, weights, files, bytes }
}

function find(stored: ReadonlyMap<Hex32, Stored>, body: Uint8Array): ReturnType<FileSource['find']> {
  const request = readPartRequest(body)
  if (request === null) throw new RelayError('serving.body_invalid')
  const { sha256, start } = request
  const part = stored.get(sha256)
  if (part === undefined) throw new RelayError('serving.part_unknown', sha256)
  if (start >= part.bytes) throw new RelayError('serving.part_unknown', `${sha256} has ${part.bytes} bytes`)
  const most = Math.min(request.most, part.bytes - start)
  const headers = { 'content-range': `bytes ${start}-${start + most - 1}/${part.bytes}` }
  return { most, headers, read: () => readRange(part, { start, most }) }
}

async function readRange(part: Stored, { start, most }: { readonly start: number; readonly most: number }): Promise<Uint8Array> {
  if ('content' in part) return part.content.subarray(start, start + most)
  const file = await open(part.path)
  try {
    // The bytes of a file that changed have another hash, and clients would name this service as one that sells wrong bytes.
    if ((await file.stat()).mtimeMs !== part.changedMs) throw new RelayError('serving.part_unknown', 'the file changed')
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(most), 0, most, part.start + start)
    if (bytesRead < most) throw new RelayError('serving.part_unknown', 'the file became shorter')
    return buffer
  } finally {
    await file.close()
  }
}

/** Lists the files of a folder as paths with `/`, without links and without names that begin with a dot. */
function pathsIn(root: string, folder: string): string[] {
  const entries: Dirent[] = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return pathsIn(root, path)
    return entry.isFile() && statSync(join(root, path)).size > 0 ? [path] : []
  })
}

type Hashing = { readonly known: ReadonlyMap<string, Known>; readonly onNew: (known: Known) => void; readonly onFile: (path: string) => void }

async function hashesOf(path: string, { known, onNew, onFile }: Hashing): Promise<Known> {
  const { size, mtimeMs } = statSync(path)
  const found = known.get(path)
  if (found?.bytes === size && found.changedMs === mtimeMs) return found
  onFile(path)
  const parts: Hex32[] = []
  for (let start = 0; start < size; start += weightsPartBytes) parts.push(await hashOfRange(path, start))
  const made = { path, bytes: size, changedMs: mtimeMs, parts }
  onNew(made)
  return made
}

async function hashOfRange(path: string, start: number): Promise<Hex32> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { start, end: start + weightsPartBytes - 1 }) as AsyncIterable<Buffer>) hash.update(piece)
  return `0x${hash.digest('hex')}`
}
