import { closeSync, type Dir } from 'node:fs'
import { SftpRefusal } from './sftpReply.ts'
import { mostHandles, status } from './sftpWords.ts'

/** A file or a folder that a client has open. */
export type OpenFile = { kind: 'file'; descriptor: number; append: boolean }
export type OpenFolder = { kind: 'folder'; path: Buffer; dir: Dir }

/** The open files and folders of one client, by handle. At most 256 can be open at the same time, and a handle is never used twice. */
export class OpenHandles {
  readonly #open = new Map<string, OpenFile | OpenFolder>()
  #last = 0

  /** Throws when no handle is free. Call it before anything is opened. */
  requireRoom(): void {
    if (this.#open.size >= mostHandles) throw new SftpRefusal(status.failure, 'Too many open files')
  }

  add(opened: OpenFile | OpenFolder): string {
    this.#last += 1
    const handle = String(this.#last)
    this.#open.set(handle, opened)
    return handle
  }

  file(handle: string): OpenFile {
    const opened = this.#open.get(handle)
    if (opened?.kind !== 'file') throw new SftpRefusal(status.failure, 'No such open file')
    return opened
  }

  folder(handle: string): OpenFolder {
    const opened = this.#open.get(handle)
    if (opened?.kind !== 'folder') throw new SftpRefusal(status.failure, 'No such open folder')
    return opened
  }

  close(handle: string): void {
    const opened = this.#open.get(handle)
    if (opened === undefined) throw new SftpRefusal(status.failure, 'No such handle')
    this.#open.delete(handle)
    if (opened.kind === 'file') closeSync(opened.descriptor)
    else opened.dir.closeSync()
  }
}
