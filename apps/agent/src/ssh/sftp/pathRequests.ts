import fs from 'node:fs'
import { attributeBytes, longName, readAttributes } from './attributes.ts'
import type { OpenHandles } from './openHandles.ts'
import type { SftpReader } from './sftpReader.ts'
import { reply, SftpRefusal, string, uint32 } from './sftpReply.ts'
import { mostDataBytes, replyType, status } from './sftpWords.ts'

const mostNames = 100
/** Upper bound in bytes for one entry without its name: its attributes and its line as `ls` prints it. The entry contains the name twice. */
const entryBytes = 192

/** Opens a folder and answers with its handle. */
export function openFolder(reader: SftpReader, id: number, handles: OpenHandles): Buffer {
  const path = reader.path()
  handles.requireRoom()
  const dir = fs.opendirSync(path as unknown as string, { encoding: 'buffer' as BufferEncoding })
  return reply(replyType.handle, id, [string(handles.add({ kind: 'folder', path, dir }))])
}

/** Answers with the next names of a folder: at most 100, and not more than fit into a packet. Leaves out entries that no longer exist. */
export function readFolder(reader: SftpReader, id: number, handles: OpenHandles): Buffer {
  const { path, dir } = handles.folder(reader.text())
  const entries: Buffer[] = []
  let bytes = 0
  while (entries.length < mostNames && bytes < mostDataBytes / 2) {
    const entry = dir.readSync()
    if (entry === null) break
    const name = entry.name as unknown as Buffer
    const stats = fs.lstatSync(Buffer.concat([path, Buffer.from('/'), name]), { throwIfNoEntry: false })
    if (stats === undefined) continue
    entries.push(Buffer.concat([string(name), string(longName(name, stats)), attributeBytes(stats)]))
    bytes += 2 * name.length + entryBytes
  }
  if (entries.length === 0) throw new SftpRefusal(status.eof, 'End of folder')
  return reply(replyType.name, id, [uint32(entries.length), ...entries])
}

/** Answers with the attributes of a path. If `link` is true and the path is a link, answers with the attributes of the link itself. */
export function statPath(reader: SftpReader, id: number, { link }: { link: boolean }): Buffer {
  const path = reader.path()
  return reply(replyType.attrs, id, [attributeBytes(link ? fs.lstatSync(path) : fs.statSync(path))])
}

/** Makes a folder. */
export function makeFolder(reader: SftpReader): void {
  const path = reader.path()
  fs.mkdirSync(path, { mode: readAttributes(reader).mode ?? 0o777 })
}

/** Renames a path and never replaces an existing file, as version 3 requires. */
export function renamePath(reader: SftpReader): void {
  const from = reader.path()
  const to = reader.path()
  if (fs.lstatSync(from).isFile()) {
    // Make a hard link instead of checking first whether the target exists. The kernel makes or refuses a link in one step, so a file that another program
    // creates at the same time is not overwritten.
    fs.linkSync(from, to)
    fs.unlinkSync(from)
    return
  }
  if (fs.lstatSync(to, { throwIfNoEntry: false }) !== undefined) throw new SftpRefusal(status.failure, 'EEXIST')
  fs.renameSync(from, to)
}

/** Answers with the target of a link. */
export function readLink(reader: SftpReader, id: number): Buffer {
  return nameReply(id, fs.readlinkSync(reader.path(), { encoding: 'buffer' }))
}

/** Makes a symbolic link. Reads the target first: OpenSSH sends the two paths in the opposite order to the draft of SFTP, and other clients do the same. */
export function makeLink(reader: SftpReader): void {
  const target = reader.path()
  fs.symlinkSync(target, reader.path())
}

/** Answers with the absolute path of a file, in which links are resolved. The file need not exist, but its folder must. */
export function realPath(reader: SftpReader, id: number): Buffer {
  return nameReply(id, absolute(reader.path()))
}

/** Encodes the answer to a request for one name, with empty attributes. */
export function nameReply(id: number, name: Buffer): Buffer {
  return reply(replyType.name, id, [uint32(1), string(name), string(name), uint32(0)])
}

function absolute(path: Buffer): Buffer {
  try {
    return fs.realpathSync.native(path, { encoding: 'buffer' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const end = path.lastIndexOf('/')
    const folder = end < 0 ? Buffer.from('.') : path.subarray(0, Math.max(1, end))
    const real = fs.realpathSync.native(folder, { encoding: 'buffer' })
    return Buffer.concat([real.equals(Buffer.from('/')) ? Buffer.alloc(0) : real, Buffer.from('/'), path.subarray(end + 1)])
  }
}
