import fs from 'node:fs'
import { attributeBytes, readAttributes, type WantedAttributes } from './attributes.ts'
import type { OpenHandles } from './openHandles.ts'
import type { SftpReader } from './sftpReader.ts'
import { reply, SftpRefusal, string } from './sftpReply.ts'
import { mostDataBytes, openFlag, replyType, status } from './sftpWords.ts'

/** Opens a file and answers with its handle. The kernel decides which files may be opened, because this process runs as the lease's own user. */
export function openFile(reader: SftpReader, id: number, handles: OpenHandles): Buffer {
  const path = reader.path()
  const flags = reader.uint32()
  const { mode } = readAttributes(reader)
  handles.requireRoom()
  const descriptor = fs.openSync(path, kernelFlags(flags), mode ?? 0o666)
  return reply(replyType.handle, id, [string(handles.add({ kind: 'file', descriptor, append: (flags & openFlag.append) !== 0 }))])
}

/** Answers with bytes of a file, at most as many as fit into a packet, or with the status "end of file". */
export function readFile(reader: SftpReader, id: number, handles: OpenHandles): Buffer {
  const { descriptor } = handles.file(reader.text())
  const position = reader.uint64()
  const bytes = Buffer.allocUnsafe(Math.min(reader.uint32(), mostDataBytes))
  const length = fs.readSync(descriptor, bytes, 0, bytes.length, position)
  if (length === 0 && bytes.length > 0) throw new SftpRefusal(status.eof, 'End of file')
  return reply(replyType.data, id, [string(bytes.subarray(0, length))])
}

/** Writes all bytes or refuses. A file that was opened to append gets them at its end. */
export function writeFile(reader: SftpReader, handles: OpenHandles): void {
  const { descriptor, append } = handles.file(reader.text())
  const position = reader.uint64()
  const bytes = reader.bytes()
  let written = 0
  while (written < bytes.length) written += fs.writeSync(descriptor, bytes, written, bytes.length - written, append ? null : position + written)
}

/** Answers with the attributes of an open file. */
export function statFile(reader: SftpReader, id: number, handles: OpenHandles): Buffer {
  return reply(replyType.attrs, id, [attributeBytes(fs.fstatSync(handles.file(reader.text()).descriptor))])
}

/** Sets the attributes that the client named, in the same order as OpenSSH's server. */
export function changeFile(reader: SftpReader, handles: OpenHandles): void {
  const { descriptor } = handles.file(reader.text())
  const { size, mode, times, owner } = readAttributes(reader)
  if (size !== null) fs.ftruncateSync(descriptor, size)
  if (mode !== null) fs.fchmodSync(descriptor, mode)
  if (times !== null) fs.futimesSync(descriptor, times.accessed, times.changed)
  if (owner !== null) fs.fchownSync(descriptor, owner.uid, owner.gid)
}

/**
 * Sets the attributes of a path. If the path is a link, sets those of its target. If `link` is true, sets the owner and the times of the link itself, because a
 * link has no mode or size.
 */
export function changePath(path: Buffer, wanted: WantedAttributes, { link }: { link: boolean }): void {
  const { size, mode, times, owner } = wanted
  if (link) {
    if (size !== null || mode !== null) throw new SftpRefusal(status.unsupported, 'A link has no size or mode of its own')
    if (times !== null) fs.lutimesSync(path, times.accessed, times.changed)
    if (owner !== null) fs.lchownSync(path, owner.uid, owner.gid)
    return
  }
  if (size !== null) fs.truncateSync(path, size)
  if (mode !== null) fs.chmodSync(path, mode)
  if (times !== null) fs.utimesSync(path, times.accessed, times.changed)
  if (owner !== null) fs.chownSync(path, owner.uid, owner.gid)
}

function kernelFlags(flags: number): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_TRUNC, O_EXCL, O_NOCTTY } = fs.constants
  const has = (flag: number): boolean => (flags & flag) !== 0
  const access = has(openFlag.write) ? (has(openFlag.read) ? O_RDWR : O_WRONLY) : O_RDONLY
  const more = [
    has(openFlag.append) ? O_APPEND : 0,
    has(openFlag.create) ? O_CREAT : 0,
    has(openFlag.truncate) ? O_TRUNC : 0,
    has(openFlag.exclusive) ? O_EXCL : 0,
  ]
  return more.reduce((sum, flag) => sum | flag, access | O_NOCTTY)
}
