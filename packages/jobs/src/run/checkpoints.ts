import type { Hex32 } from '@infinitio/domain'
import { AdapterError, type HeldLease, type LeaseEvent } from '@infinitio/tasks'
import { readFile } from 'node:fs/promises'
import { isPassing, NoSpaceError } from './isPassing.ts'
import type { JobEffects } from './jobEffects.ts'
import type { LeaseDisk } from './leaseMarket.ts'

/**
 * The list of the files of a checkpoint (a state from which the command can continue). The list is stored after the files. So if the store has the list, it has
 * all files too.
 */
type Manifest = {
  readonly version: 1
  readonly name: string
  readonly epoch: number
  readonly files: readonly { readonly path: string; readonly sha256: Hex32; readonly bytes: number }[]
}

const mark = '.done'
const mostFiles = 10_000
const mostDepth = 16
const safePath = /^(?!\.{1,2}(\/|$))[^/\0]+(\/(?!\.{1,2}(\/|$))[^/\0]+)*$/
/** A name of a checkpoint that a journal can store. The machine chooses the name, and a person reads it, so it has no invisible characters. */
const storableName = /^[^\p{Cc}\p{Cf}\u2028\u2029]{1,255}$/u
const byNumber = new Intl.Collator('en', { numeric: true })

/** `only` is the name of the checkpoint to copy, or null for none; without it, the newest one is copied. */
type Place = { readonly disk: LeaseDisk; readonly folder: string; readonly mostBytes: number; readonly only?: string | null | undefined }
type Store = Pick<JobEffects['store'], 'put' | 'giveUp'>

/**
 * Copies the newest complete checkpoint of a lease into the store and returns its event. The command marks a checkpoint NAME as complete by writing a file
 * NAME.done beside it. The files are stored first, and their list last. Returns null if there is no complete checkpoint, if the newest one is already stored,
 * or if the command deletes the checkpoint during the copy. If this computer cannot store a file, such as on a full disk, also calls `onFault` with the error.
 */
export async function copyCheckpoint(
  store: Store,
  {
    disk,
    folder,
    mostBytes,
    only,
    held,
    task,
    onFault,
  }: Place & { readonly held: HeldLease; readonly task: string; readonly onFault: (error: unknown) => void },
): Promise<Extract<LeaseEvent, { kind: 'checkpointed' }> | null> {
  if (only === null) return null
  const entries = await disk.list(folder)
  const names = new Set(entries.map(({ name }) => name))
  const done = entries.flatMap(({ name, changedAt }) => {
    const whole = name.slice(0, -mark.length)
    const isWanted = only === undefined || only === whole
    return name.endsWith(mark) && names.has(whole) && storableName.test(whole) && isWanted ? [{ name: whole, changedAt }] : []
  })
  const newest = done.toSorted((one, other) => one.changedAt - other.changedAt || byNumber.compare(one.name, other.name)).at(-1)
  const [last] = held.checkpoints
  // After a move to another machine, the newest checkpoint in the folder may be the one that the job itself put there. That one is already stored.
  if (newest === undefined || last?.name === newest.name) return null
  const files = await filesOf(disk, { path: newest.name, folder, depth: 0 })
  if (files === null) return null
  const listed: Manifest['files'][number][] = []
  let bytes = 0
  for (const path of files) {
    const content = await readIfThere(disk, `${folder}/${path}`, mostBytes - bytes)
    bytes += content?.length ?? 0
    const sha256 = content === null ? null : await putIn(store, content, onFault)
    if (content === null || sha256 === null) return await giveUp(store, listed)
    listed.push({ path, sha256, bytes: content.length })
  }
  const manifest: Manifest = { version: 1, name: newest.name, epoch: held.epoch, files: listed }
  const stored = await putIn(store, new TextEncoder().encode(JSON.stringify(manifest)), onFault)
  if (stored === null) return await giveUp(store, listed)
  return { kind: 'checkpointed', task, epoch: held.epoch, name: newest.name, manifest: stored }
}

/** Tells the store that the copy of a checkpoint ended before it was whole, so that the copied files do not fill the disk. Returns null. */
async function giveUp(store: Store, listed: Manifest['files']): Promise<null> {
  await store.giveUp?.(listed.map(({ sha256 }) => sha256))
  return null
}

/** Stores bytes and returns their hash. Calls `onFault` and returns null if this computer cannot store them. Throws if the market does not answer. */
async function putIn(store: Store, bytes: Uint8Array<ArrayBuffer>, onFault: (error: unknown) => void): Promise<Hex32 | null> {
  try {
    return await store.put(bytes)
  } catch (error) {
    if (isPassing(error) && !(error instanceof NoSpaceError)) throw error
    onFault(error)
    return null
  }
}

/**
 * Writes the newest complete checkpoint into a lease; the file that marks it as complete comes last. Returns the checkpoint's name, or null if there is none.
 */
export async function restoreCheckpoint(
  store: Pick<JobEffects['store'], 'fetch'>,
  { disk, folder, held }: Pick<Place, 'disk' | 'folder'> & { readonly held: HeldLease },
): Promise<string | null> {
  for (const { manifest, name } of held.checkpoints) {
    const files = await wholeCheckpoint(store, manifest)
    if (files === null) continue
    for (const { path, bytes } of files) await disk.write(`${folder}/${path}`, bytes)
    await disk.write(`${folder}/${name}${mark}`, new Uint8Array())
    return name
  }
  return null
}

/**
 * Returns the hash of the one file of a stored checkpoint, or null if it has more files or a folder. Throws the errors of the store, such as `artefact.unknown`
 * for a checkpoint that is no longer stored.
 */
export async function onlyFileOf({ fetch }: Pick<JobEffects['store'], 'fetch'>, manifest: Hex32): Promise<Hex32 | null> {
  const { name, files } = JSON.parse(await readFile(await fetch(manifest), 'utf8')) as Manifest
  const [file, ...more] = files
  return file !== undefined && more.length === 0 && file.path === name ? file.sha256 : null
}

/** Returns all files of a checkpoint, or null if the store no longer has one of them. Repeats its requests while the store does not answer. */
async function wholeCheckpoint(
  { fetch }: Pick<JobEffects['store'], 'fetch'>,
  manifest: Hex32,
): Promise<readonly { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }[] | null> {
  try {
    const { files } = JSON.parse(await readFile(await fetch(manifest), 'utf8')) as Manifest
    const read: { path: string; bytes: Uint8Array<ArrayBuffer> }[] = []
    for (const { path, sha256 } of files) {
      if (!safePath.test(path)) return null
      read.push({ path, bytes: new Uint8Array(await readFile(await fetch(sha256))) })
    }
    return read
  } catch (error) {
    if (isPassing(error)) throw error
    return null
  }
}

/**
 * Returns the paths of all files below a path, sorted, or null if the path does not exist. The machine chooses the names, so a name that leads out of the
 * folder is refused.
 */
async function filesOf(
  disk: LeaseDisk,
  { path, folder, depth }: { readonly path: string; readonly folder: string; readonly depth: number },
): Promise<string[] | null> {
  if (!safePath.test(path) || depth > mostDepth)
    throw new AdapterError('outputTooLarge', `the checkpoint has a path that is not allowed: ${path.slice(0, 80)}`)
  const entry = await disk.find(`${folder}/${path}`)
  if (entry === null) return null
  if (!entry.isFolder) return [path]
  const files: string[] = []
  for (const { name } of await disk.list(`${folder}/${path}`)) {
    files.push(...((await filesOf(disk, { path: `${path}/${name}`, folder, depth: depth + 1 })) ?? []))
    if (files.length > mostFiles) throw new AdapterError('outputTooLarge', `a checkpoint has at most ${mostFiles} files`)
  }
  return files.toSorted()
}

async function readIfThere(disk: LeaseDisk, path: string, mostBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  return (await disk.find(path)) === null ? null : await disk.read(path, mostBytes)
}
