import { refusal } from '../transport/refusal.ts'
import type { FileEntry, FileFacts } from './fileEntry.ts'
import { tarEnd, tarHead, tarPadding } from './tarHead.ts'

/**
 * A file up to this size is requested before the files ahead of it have arrived, at most `ahead` files at a time. So a folder of small files does not need a
 * round trip for each file.
 */
const smallBytes = 64 * 1024
const ahead = 16
/** Maximum depth of nested folders, because a hostile machine could list folders without end. */
const mostDepth = 128

/** The file operations that an archive needs. They throw the codes of `LeaseFiles`. */
type ReadableFiles = {
  facts(path: string): Promise<FileFacts>
  entries(path: string): Promise<FileEntry[]>
  linkTarget(path: string): Promise<string>
  read(path: string, options: { limitBytes: number; signal: AbortSignal | undefined }): AsyncIterable<Uint8Array<ArrayBuffer>>
}

type Found = { readonly path: string; readonly inArchive: string; readonly entry: FileEntry }
type Fetched = Found & { readonly bytes: Uint8Array<ArrayBuffer>[] | null; readonly target?: string }

/** The archive's root name, and the names in the folder to include (default: all). */
export type ArchiveOptions = { readonly name: string; readonly only?: ReadonlySet<string> | undefined; readonly signal?: AbortSignal | undefined }

/**
 * Returns a folder as a tar archive. Links remain links; devices, sockets and pipes are left out. It either ends with the archive's end mark or throws, so a
 * reader that reaches the end has the whole archive. Throws `lease.file_refused` if a file became shorter while it was read, and reading errors.
 */
export async function* archiveFolder(
  files: ReadableFiles,
  { path, name, only, signal }: ArchiveOptions & { path: string },
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const facts = await files.facts(path)
  yield tarHead({ path: name, kind: 'folder', sizeBytes: 0, mode: facts.mode ?? 0o755, changedAt: facts.changedAt ?? 0 })
  for await (const found of fetchAhead(files, walk(files, { path, inArchive: name, depth: 0, only, signal }), signal)) {
    const { entry, inArchive, bytes, target } = found
    const head = { path: inArchive, mode: entry.mode ?? 0o644, changedAt: entry.changedAt ?? 0 }
    if (entry.kind === 'folder') yield tarHead({ ...head, kind: 'folder', sizeBytes: 0 })
    else if (entry.kind === 'link') yield tarHead({ ...head, kind: 'link', sizeBytes: 0, target: target ?? '' })
    else {
      yield tarHead({ ...head, kind: 'file', sizeBytes: entry.sizeBytes })
      let left = entry.sizeBytes
      for await (const part of bytes ?? files.read(found.path, { limitBytes: entry.sizeBytes, signal })) {
        left -= part.byteLength
        yield part
      }
      if (left !== 0) throw refusal('lease.file_refused', { detail: `${found.path} changed while it was read` })
      yield tarPadding(entry.sizeBytes)
    }
  }
  yield tarEnd()
}

async function* walk(
  files: ReadableFiles,
  { path, inArchive, depth, only, signal }: { path: string; inArchive: string; depth: number } & Pick<ArchiveOptions, 'only' | 'signal'>,
): AsyncGenerator<Found, void, void> {
  if (depth > mostDepth) throw refusal('lease.file_refused', { detail: `${path} is too deep` })
  for (const entry of await files.entries(path)) {
    signal?.throwIfAborted()
    if (only !== undefined && !only.has(entry.name)) continue
    const found = { path: `${path}/${entry.name}`, inArchive: `${inArchive}/${entry.name}`, entry }
    if (entry.kind !== 'other') yield found
    if (entry.kind === 'folder') yield* walk(files, { path: found.path, inArchive: found.inArchive, depth: depth + 1, signal })
  }
}

async function* fetchAhead(files: ReadableFiles, found: AsyncIterable<Found>, signal: AbortSignal | undefined): AsyncGenerator<Fetched, void, void> {
  const waiting: Promise<Fetched>[] = []
  for await (const one of found) {
    const fetched = fetchSmall(files, one, signal)
    // The loop awaits this promise later. Until then, an error must not count as unhandled.
    fetched.catch(() => {})
    if (waiting.push(fetched) >= ahead) yield await (waiting.shift() as Promise<Fetched>)
  }
  for (const fetched of waiting) yield await fetched
}

async function fetchSmall(files: ReadableFiles, found: Found, signal: AbortSignal | undefined): Promise<Fetched> {
  const { path, entry } = found
  if (entry.kind === 'link') return { ...found, bytes: null, target: await files.linkTarget(path) }
  if (entry.kind !== 'file' || entry.sizeBytes > smallBytes) return { ...found, bytes: null }
  const bytes: Uint8Array<ArrayBuffer>[] = []
  if (entry.sizeBytes > 0) for await (const part of files.read(path, { limitBytes: entry.sizeBytes, signal })) bytes.push(part)
  return { ...found, bytes }
}
