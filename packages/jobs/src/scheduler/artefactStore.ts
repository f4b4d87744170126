import { existsSync, openAsBlob } from 'node:fs'
import { rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { FileManifestError, type Hex32, hex32, nameOfFile, type PieceLimits, pieceLimits } from '@infinitio/domain'
import { refusal } from '@infinitio/sdk'
import { AdapterError } from '@infinitio/tasks'
import type { JobStore } from '../run/jobEffects.ts'
import { NoSpaceError } from '../run/isPassing.ts'
import { writePieces } from '../run/writePieces.ts'
import type { MarketSession } from './marketSession.ts'

/**
 * The session with the market, the folder of the job, and limits in bytes. `fileBytes` is the largest file of a job, and `jobBytes` limits the large files in
 * the folder together. `pace` is called after each piece of a large file, and the next one is fetched when it resolves. A large file is fetched only if at least `keptBytes` of the free space, `freeBytes`, then remain for others. `pieces` has the size of a
 * piece, and only tests change it.
 */
export type StoreParts = {
  readonly session: MarketSession
  readonly folder: string
  readonly fileBytes: number
  readonly pace?: () => Promise<void>
  readonly jobBytes?: number
  readonly keptBytes?: number
  readonly freeBytes?: (folder: string) => Promise<number>
  readonly pieces?: PieceLimits
}

/**
 * The files of a job in the market's store, with copies in a folder of this computer while the job runs. Never reads another path of this computer, whatever a
 * job names. Throws AdapterError for files that are too large, and NoSpaceError while the disk has too little space for one.
 */
export function artefactStore({ session, folder, pieces = pieceLimits, pace = async () => {}, ...limits }: StoreParts): JobStore {
  const known = new Set<Hex32>()
  const fetching = new Map<Hex32, Promise<string>>()
  const held = new Map<Hex32, number>()
  const pathOf = (sha256: Hex32) => join(folder, sha256.slice(2))
  const remove = async (sha256: Hex32) => await rm(pathOf(sha256), { force: true })
  const makeRoom = roomFor({ folder, pieces, ...limits }, { isUsed: (sha256) => held.has(sha256) || fetching.has(sha256), remove })
  const upload = async (file: Blob) => await session((client) => client.uploadFile({ file, readers: 'anybody', limits: pieces }))
  const put = async (bytes: Uint8Array<ArrayBuffer>): Promise<Hex32> => {
    const sha256 = nameOf(bytes, pieces)
    if (!known.has(sha256)) await upload(new Blob([bytes]))
    known.add(sha256)
    return sha256
  }
  const fetchNow = async (sha256: Hex32): Promise<string> => {
    const path = pathOf(sha256)
    if (!existsSync(path))
      await session(async (client) => {
        const file = await client.openFile(sha256, { limits: pieces })
        const giveUp = await makeRoom(sha256, file.bytes)
        await writePieces(path, file.bytes > pieces.pieceBytes ? paced(file.pieces, pace) : file.pieces).catch((error: unknown) => {
          giveUp()
          throw error
        })
      })
    // The file was fetched from the store, so the store has it already.
    known.add(sha256)
    return path
  }
  return {
    pathOf: (path) => {
      throw new AdapterError('inputInvalid', `${path} is a path; store the file and name its hash`, { field: 'files' })
    },
    fetch(sha256) {
      const running = fetching.get(sha256) ?? fetchNow(sha256).finally(() => fetching.delete(sha256))
      fetching.set(sha256, running)
      return running
    },
    async isFar(sha256) {
      if (existsSync(pathOf(sha256))) return false
      return await session(async (client) => {
        const file = await client.openFile(sha256, { limits: pieces })
        // Two writers of one file would disturb each other. A caller that gets true waits for its turn, and then for the writer that is running.
        if (file.bytes > pieces.pieceBytes || fetching.has(sha256)) return true
        const running = writePieces(pathOf(sha256), file.pieces)
          .then(() => pathOf(sha256))
          .finally(() => fetching.delete(sha256))
        fetching.set(sha256, running)
        await running
        known.add(sha256)
        return false
      })
    },
    hold: (files) => holdIn(held, files),
    publish: async (bytes) => void (await put(bytes)),
    async publishFile({ sha256 }, path) {
      if (known.has(sha256)) return
      const stored = await upload(await openAsBlob(path))
      if (stored.sha256 !== sha256) throw new AdapterError('inputInvalid', 'a file changed after it was checked: try again', { field: 'files' })
      known.add(sha256)
    },
    async put(bytes) {
      const file = new Blob([bytes])
      return hex32((await session((client) => client.uploadFile({ file, readers: 'owner', limits: pieces }))).sha256)
    },
    async keep(_, { result, extension, file }) {
      return { result: await put(result), file: { sha256: await put(file), extension, bytes: file.length } }
    },
  }
}

/** Counts that these files are in use, until the returned function is called. */
function holdIn(held: Map<Hex32, number>, files: readonly Hex32[]): () => void {
  for (const sha256 of files) held.set(sha256, (held.get(sha256) ?? 0) + 1)
  return () => {
    for (const sha256 of files) held.set(sha256, (held.get(sha256) ?? 0) - 1)
    for (const sha256 of files) if ((held.get(sha256) ?? 0) <= 0) held.delete(sha256)
  }
}

async function* paced(pieces: AsyncIterable<Uint8Array>, pace: () => Promise<void>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    await pace()
  }
}

/** Returns the name of a file in memory. Throws `artefact.too_large` for a file that the market does not store. */
function nameOf(bytes: Uint8Array, pieces: PieceLimits): Hex32 {
  try {
    return nameOfFile(bytes, pieces).sha256
  } catch (error) {
    throw error instanceof FileManifestError ? refusal('artefact.too_large', { detail: error.message }) : error
  }
}

const usualKeptBytes = 2 * 2 ** 30

/**
 * Returns a function that reserves room for a file, or refuses the file. It returns a function that gives the room up again. Files of up to one piece need no
 * reserved room. Deletes files of finished steps, the oldest first, if the large files of the job would have more than `jobBytes`.
 */
function roomFor(
  { folder, pieces, fileBytes, jobBytes = 2 * fileBytes, keptBytes = usualKeptBytes, freeBytes = freeOn }: Room,
  { isUsed, remove }: { readonly isUsed: (sha256: Hex32) => boolean; readonly remove: (sha256: Hex32) => Promise<void> },
) {
  const refuse = (text: string, most: number) => new AdapterError('inputInvalid', `${text}, and at most ${most} are allowed`, { field: 'files' })
  const large = new Map<Hex32, number>()
  const together = (bytes: number) => [...large.values()].reduce((sum, one) => sum + one, bytes)
  return async (sha256: Hex32, bytes: number): Promise<() => void> => {
    if (bytes > fileBytes) throw refuse(`a file has ${bytes} bytes`, fileBytes)
    if (bytes <= pieces.pieceBytes) return () => {}
    for (const old of [...large.keys()]) {
      if (together(bytes) <= jobBytes) break
      if (isUsed(old)) continue
      large.delete(old)
      await remove(old)
    }
    if (together(bytes) > jobBytes) throw refuse(`the large files of a job have ${together(bytes)} bytes together`, jobBytes)
    large.set(sha256, bytes)
    const giveUp = () => void large.delete(sha256)
    const free = (await freeBytes(folder)) - keptBytes
    if (bytes <= free) return giveUp
    giveUp()
    throw new NoSpaceError(`a file needs ${bytes} bytes on the disk, and ${Math.max(0, free)} are free`)
  }
}

type Room = Omit<StoreParts, 'session' | 'pieces'> & { readonly pieces: PieceLimits }

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
