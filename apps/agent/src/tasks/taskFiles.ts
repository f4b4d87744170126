import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type FileManifest,
  FileManifestError,
  type Hex32,
  mostManifestBytes,
  type PieceLimits,
  pieceLimits,
  readFileManifest,
} from '@infinitio/domain'
import { hashOf, NoRoomError, WrongFileError } from './fileChecks.ts'
import { joinPieces } from './joinPieces.ts'

/** A file by its name, with its exact length or with its maximum length in bytes. The name of a file above 16 MiB is the hash of its manifest. */
export type WantedFile = { readonly sha256: Hex32; readonly bytes: number } | { readonly sha256: Hex32; readonly mostBytes: number }

/** Inputs of tasks on this machine, by their names. */
export type TaskFiles = {
  /**
   * Returns the path of a file. Fetches the file only once, even if several tasks need it at the same time; a large file is fetched in pieces and joined.
   * Rejects with WrongFileError if the store returns bytes with another hash or another length, and with NoRoomError if this machine has too little disk space
   * for the file.
   */
  readonly pathOf: (file: WantedFile) => Promise<string>
  readonly read: (file: WantedFile) => Promise<Uint8Array>
  /**
   * Rejects with NoRoomError if this machine can never have these files at the same time. Reads only their sizes, so that a batch with too large files is
   * refused before anything is fetched.
   */
  readonly refuseOverSpace: (files: Iterable<{ readonly sha256: Hex32; readonly bytes: number }>) => Promise<void>
  /** Returns true for a file that this process fetched or found, and that has not left the folder since. */
  readonly isHere: (file: WantedFile) => boolean
  /** Prevents that these files are deleted to make room for others, until the returned function is called. */
  readonly hold: (files: Iterable<WantedFile>) => () => void
}

/**
 * `freeBytes` returns the free space of a folder's disk. `pieces` has the size of a piece and `pieceEveryMs` the pause
 * between two pieces, and only tests change them.
 */
type TaskFilesParts = {
  readonly folder: string
  readonly mostBytes: number
  readonly fetchFile: (sha256: Hex32) => Promise<Uint8Array>
  readonly freeBytes?: (folder: string) => Promise<number>
  readonly pieces?: PieceLimits
  readonly pieceEveryMs?: number
}

/** Large files leave this many bytes of a disk free, because leases and logs need them. */
const keptFreeBytes = 2 ** 30
const unfinished = '.new'
const joined = '.joined'

/**
 * Stores the input files of tasks in a folder: the most recently used ones, up to `mostBytes`. `fetchFile` fetches the artefact with a hash from the store. A
 * file that an earlier process left in the folder is checked against its hashes before it is used, and an unfinished one is deleted. Large files are fetched
 * one after the other, so that two of them never count on the same free space.
 */
export function createTaskFiles({
  folder,
  mostBytes,
  fetchFile,
  freeBytes = freeOn,
  pieces = pieceLimits,
  pieceEveryMs = 500,
}: TaskFilesParts): TaskFiles {
  const known = new Map<string, Promise<string>>()
  const here = new Set<string>()
  const { hold, makeRoom, noteUse, usedBytes } = folderSpace(folder, (name) => {
    known.delete(name)
    here.delete(name)
  })
  const cleaned = removeUnfinished(folder)
  let lastLarge: Promise<unknown> = cleaned
  const mostHere = async () => Math.min(mostBytes, (await usedBytes()) + (await freeBytes(folder)) - keptFreeBytes)
  const makeRoomFor = async (bytes: number) => void (await makeRoom(mostBytes - bytes))
  const fetchSmall = (sha256: Hex32) => cleaned.then(() => fetchWhole(sha256, { folder, fetchFile, makeRoomFor }))

  async function fetchLarge({ sha256, bytes }: { readonly sha256: Hex32; readonly bytes: number }): Promise<string> {
    if (bytes > mostBytes) throw new NoRoomError(`a file has ${bytes} bytes, and this machine stores at most ${mostBytes} bytes of inputs`)
    const manifest = manifestIn(await read({ sha256, mostBytes: mostManifestBytes }), { bytes, pieces })
    const name = `${sha256}${joined}`
    // The market limits the requests of an account, which has other work too.
    const fetchPiece = async (piece: Hex32) => (await Promise.all([fetchFile(piece), delay(pieceEveryMs)]))[0]
    const release = hold([sha256, name, `${name}${unfinished}`])
    const onNew = async (missingBytes: number) => {
      const most = (await mostHere()) - missingBytes
      if ((await makeRoom(most)) > most)
        throw new NoRoomError(`this machine has too little disk space for a file of ${bytes} bytes; it leaves ${keptFreeBytes} bytes free`)
    }
    return await joinPieces(path.join(folder, name), { manifest, pieces, fetchPiece, onNew }).finally(release)
  }

  const largeOf = (wanted: WantedFile) => ('bytes' in wanted && wanted.bytes > pieces.pieceBytes ? wanted : null)
  const nameOf = (wanted: WantedFile) => (largeOf(wanted) === null ? wanted.sha256 : `${wanted.sha256}${joined}`)

  function fetchOnce(wanted: WantedFile): Promise<string> {
    const name = nameOf(wanted)
    const running = known.get(name)
    if (running !== undefined) return running
    const large = largeOf(wanted)
    const fresh = large === null ? fetchSmall(wanted.sha256) : lastLarge.then(() => fetchLarge(large))
    if (large !== null) lastLarge = fresh.catch(() => {})
    known.set(name, fresh)
    fresh.then(here.add.bind(here, name), () => known.delete(name))
    return fresh
  }

  async function pathOf(wanted: WantedFile): Promise<string> {
    const file = await fetchOnce(wanted)
    noteUse(nameOf(wanted))
    // A file has one hash, but each input states its own length for it. An input with a wrong one is refused, also if the file is already here.
    const { size } = await stat(file)
    if ('bytes' in wanted ? size !== wanted.bytes : size > wanted.mostBytes)
      throw new WrongFileError(`the file ${wanted.sha256} has ${size} bytes, which is not what the input states`)
    return file
  }

  async function read(file: WantedFile): Promise<Uint8Array> {
    return new Uint8Array(await readFile(await pathOf(file)))
  }

  return {
    ...{ pathOf, read, isHere: (file) => here.has(nameOf(file)) },
    refuseOverSpace: (files) => refuseOver(files, { folder, pieces, mostHere }),
    hold: (files) => hold([...files].flatMap(({ sha256 }) => [sha256, `${sha256}${joined}`])),
  }
}

/** `mostHere` returns the most bytes that the folder may have now, if it deletes all files that nobody uses. */
type Space = { readonly folder: string; readonly pieces: PieceLimits; readonly mostHere: () => Promise<number> }

/** Rejects with NoRoomError if these files are larger together than what the folder can have. Files of up to one piece need no reserved room. */
async function refuseOver(files: Iterable<{ readonly sha256: Hex32; readonly bytes: number }>, { folder, pieces, mostHere }: Space): Promise<void> {
  const sizes = new Map([...files].map(({ sha256, bytes }) => [sha256, bytes > pieces.pieceBytes ? bytes + mostManifestBytes : bytes]))
  const bytes = [...sizes.values()].reduce((sum, one) => sum + one, 0)
  if (bytes <= pieces.pieceBytes) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const most = await mostHere()
  if (bytes > most) throw new NoRoomError(`the files of a task have ${bytes} bytes together, and this machine has room for ${most}`)
}

type WholeFile = Pick<TaskFilesParts, 'folder' | 'fetchFile'> & { readonly makeRoomFor: (bytes: number) => Promise<void> }

/** Returns the path of a file that has no pieces. Fetches it if the folder does not have it whole. */
async function fetchWhole(sha256: Hex32, { folder, fetchFile, makeRoomFor }: WholeFile): Promise<string> {
  const file = path.join(folder, sha256)
  if (await isWhole(file, sha256)) return file
  const content = await fetchFile(sha256)
  if (hashOf(content) !== sha256) throw new WrongFileError(`the store has other bytes for ${sha256}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await makeRoomFor(content.length)
  await writeFile(`${file}${unfinished}`, content, { mode: 0o600 })
  await rename(`${file}${unfinished}`, file)
  return file
}

/** The space of a folder's files. `onRemove` is called with the name of each file that is deleted to make room. */
function folderSpace(folder: string, onRemove: (name: string) => void) {
  const held = new Map<string, number>()
  // The access times of a disk are not used, because many disks do not write them at each access.
  const usedAt = new Map<string, number>()
  let lastUse = 0
  const filesIn = async () => {
    const names = await readdir(folder)
    const facts = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => null)))
    return names.flatMap((name, at) => {
      const found = facts[at] ?? null
      return found === null ? [] : [{ name, bytes: found.size, usedAt: usedAt.get(name) ?? found.mtimeMs }]
    })
  }
  return {
    noteUse(name: string): void {
      lastUse = Math.max(lastUse + 1, Date.now())
      usedAt.set(name, lastUse)
    },
    usedBytes: async () => sumOf(await filesIn()),
    hold(names: readonly string[]): () => void {
      for (const name of names) held.set(name, (held.get(name) ?? 0) + 1)
      return () => {
        for (const name of names) held.set(name, (held.get(name) ?? 0) - 1)
        for (const name of names) if ((held.get(name) ?? 0) <= 0) held.delete(name)
      }
    },
    /**
     * Deletes the files that were not used for the longest time, until at most `most` bytes remain. Deletes none if the files that are held are larger than
     * that. Returns the bytes that remain.
     */
    async makeRoom(most: number): Promise<number> {
      const files = await filesIn()
      const loose = files.filter(({ name }) => !held.has(name)).toSorted((one, other) => one.usedAt - other.usedAt)
      let used = sumOf(files)
      if (used - sumOf(loose) > most) return used
      for (const { name, bytes } of loose) {
        if (used <= most) break
        if (held.has(name)) continue
        onRemove(name)
        usedAt.delete(name)
        await rm(path.join(folder, name), { force: true })
        used -= bytes
      }
      return used
    },
  }
}

function sumOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Reads the manifest of a file of this length. Throws WrongFileError for another manifest. */
function manifestIn(content: Uint8Array, { bytes, pieces }: { readonly bytes: number; readonly pieces: PieceLimits }): FileManifest {
  let manifest: FileManifest
  try {
    manifest = readFileManifest(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content), pieces)
  } catch (error) {
    throw new WrongFileError(error instanceof FileManifestError ? error.message : 'the manifest of a file is not text', { cause: error })
  }
  if (manifest.bytes !== bytes) throw new WrongFileError(`the input states ${bytes} bytes for a file, and its manifest ${manifest.bytes}`)
  return manifest
}

async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (name.endsWith(unfinished)) await rm(path.join(folder, name), { force: true })
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function isWhole(file: string, sha256: Hex32): Promise<boolean> {
  try {
    return hashOf(await readFile(file)) === sha256
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
