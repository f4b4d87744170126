import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { archiveFolder, type ArchiveOptions } from './archiveFolder.ts'
import { type FileEntry, type FileFacts, isFileName, readFacts } from './fileEntry.ts'
import { readFile } from './readFile.ts'
import { replyType, requestType, type SftpFields } from './sftpFields.ts'
import { type Field, fieldsOf, lengthed, read, uint32 } from './sftpPacket.ts'
import type { SftpSession } from './sftpSession.ts'
import { type OnBytes, writeFile } from './writeFile.ts'

/** Maximum names in a folder. Larger folders are rejected to limit memory. */
const mostNames = 100_000
const mostDepth = 128

/**
 * Access to the files of a lease through its SFTP server, with the rights of the lease's user. Relative paths start in the home folder. The methods throw
 * `lease.file_unknown`, `lease.file_forbidden`, `lease.file_refused` (with the machine's message), and `lease.transfer_broken` if the connection is lost. After
 * a lost connection, open the files again.
 */
export class LeaseFiles {
  readonly #session: SftpSession

  constructor(session: SftpSession) {
    this.#session = session
  }

  /** Returns true once the connection to the machine has ended. */
  get isOver(): boolean {
    return this.#session.isOver
  }

  /** Returns the absolute path; `.` is the home folder. */
  async realPath(path: string): Promise<string> {
    return this.#name(requestType.realpath, path)
  }

  /** Returns the target of a link, as written in it. */
  async linkTarget(path: string): Promise<string> {
    return this.#name(requestType.readlink, path)
  }

  /** Returns a file's details. With `link`, returns the link's own details. */
  async facts(path: string, { link = false } = {}): Promise<FileFacts> {
    const fields = await this.#ask(path, replyType.attrs, link ? requestType.lstat : requestType.stat, lengthed(path))
    return read(() => readFacts(fields))
  }

  /** Returns a file's details, or null if it does not exist. */
  async factsIfThere(path: string): Promise<FileFacts | null> {
    return this.facts(path, { link: true }).catch((error: unknown) => {
      if (error instanceof InfinitioError && error.code === 'lease.file_unknown') return null
      throw error
    })
  }

  /** Lists the entries of a folder, in the machine's order. */
  async entries(path: string): Promise<FileEntry[]> {
    const opened = await this.#ask(path, replyType.handle, requestType.opendir, lengthed(path))
    const handle = lengthed(read(() => opened.bytes()).slice())
    const entries: FileEntry[] = []
    try {
      for (;;) {
        const fields = fieldsOf(await this.#session.request(requestType.readdir, handle), replyType.name, path)
        if (fields === null) return entries
        const count = read(() => fields.uint32())
        if (count === 0) throw refusal('lease.transfer_broken', { detail: path })
        for (let left = count; left > 0; left -= 1) {
          const entry = read(() => entryOf(fields))
          if (isFileName(entry.name)) entries.push(entry)
        }
        if (entries.length > mostNames) throw refusal('lease.file_refused', { detail: `${path} has more than ${mostNames} names` })
      }
    } finally {
      // Ignore an error here: the server closes every file handle when its session ends.
      void this.#session.request(requestType.close, handle).catch(() => {})
    }
  }

  /**
   * Reads the bytes of a file. The generator ends normally only after the last byte, or after `limitBytes`. It throws
   * if the transfer breaks off.
   */
  read(path: string, options: { limitBytes?: number; signal?: AbortSignal | undefined } = {}): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    return readFile(this.#session, { path, ...options })
  }

  /**
   * Returns a folder as a tar archive, with `name` as its root folder. The generator ends normally only after the
   * whole archive. It throws if the transfer breaks off.
   */
  archive(path: string, options: ArchiveOptions): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    return archiveFolder(this, { path, ...options })
  }

  /**
   * Writes a file; readers never see only a part of the new content. With `replace`, overwrites an existing file or, if `path` is a link, the link's target.
   * Throws `lease.file_exists` if a file exists and `replace` is not set, and always for a folder.
   */
  async write(
    path: string,
    source: AsyncIterable<Uint8Array>,
    { replace, onBytes, signal }: { replace: boolean; onBytes?: OnBytes | undefined; signal?: AbortSignal | undefined },
  ): Promise<void> {
    const there = await this.factsIfThere(path)
    if (there !== null && !replace) throw refusal('lease.file_exists', { detail: path })
    const target = there?.kind === 'link' ? await this.realPath(path) : path
    const before = there?.kind === 'link' ? await this.factsIfThere(target) : there
    if (before !== null && before.kind !== 'file') throw refusal('lease.file_exists', { detail: path })
    await writeFile(this.#session, { path: target, before, source, onBytes, signal })
  }

  /** Creates a folder. Throws `lease.file_exists` if the name is in use. */
  async makeFolder(path: string): Promise<void> {
    if ((await this.factsIfThere(path)) !== null) throw refusal('lease.file_exists', { detail: path })
    await this.#act(path, requestType.mkdir, lengthed(path), uint32(0))
  }

  /** Renames or moves a file and never overwrites one. Throws `lease.file_exists`. */
  async rename(from: string, to: string): Promise<void> {
    if ((await this.factsIfThere(to)) !== null) throw refusal('lease.file_exists', { detail: to })
    await this.#act(from, requestType.rename, lengthed(from), lengthed(to))
  }

  /** Deletes a file, a link, or a folder with its contents. */
  async remove(path: string, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { kind } = await this.facts(path, { link: true })
    if (kind === 'folder') await this.#removeFolder(path, 0, signal)
    else await this.#act(path, requestType.remove, lengthed(path))
  }

  close(): void {
    this.#session.close()
  }

  async #removeFolder(path: string, depth: number, signal: AbortSignal | undefined): Promise<void> {
    if (depth > mostDepth) throw refusal('lease.file_refused', { detail: `${path} is too deep` })
    for (const { name, kind } of await this.entries(path)) {
      signal?.throwIfAborted()
      const inside = `${path}/${name}`
      if (kind === 'folder') await this.#removeFolder(inside, depth + 1, signal)
      else await this.#act(inside, requestType.remove, lengthed(inside))
    }
    await this.#act(path, requestType.rmdir, lengthed(path))
  }

  async #name(type: number, path: string): Promise<string> {
    const fields = await this.#ask(path, replyType.name, type, lengthed(path))
    return read(() => {
      fields.uint32()
      return fields.text()
    })
  }

  async #ask(path: string, wanted: number, type: number, ...fields: Field[]): Promise<SftpFields> {
    const answer = fieldsOf(await this.#session.request(type, ...fields), wanted, path)
    if (answer === null) throw refusal('lease.transfer_broken', { detail: path })
    return answer
  }

  async #act(path: string, type: number, ...fields: Field[]): Promise<void> {
    await this.#ask(path, replyType.status, type, ...fields)
  }
}

function entryOf(fields: SftpFields): FileEntry {
  const name = fields.text()
  fields.bytes()
  return { name, ...readFacts(fields) }
}
