import { refusal } from '../transport/refusal.ts'
import type { FileFacts } from './fileEntry.ts'
import { attributeFlag, openFlag, replyType, requestType } from './sftpFields.ts'
import { fieldsOf, lengthed, read, uint32, uint64 } from './sftpPacket.ts'
import type { SftpSession } from './sftpSession.ts'

/**
 * `pieceBytes` is the number of bytes in each request, so that a request fits into one message of the gateway (64 KiB). `ahead` is the number of requests that
 * are sent before their answers arrive: 1.75 MiB in total.
 */
const pieceBytes = 56 * 1024
const ahead = 32

/** Called with the number of bytes that the machine has confirmed since the last call. */
export type OnBytes = (bytes: number) => void

/**
 * Writes a temporary file beside `path` and renames it when the machine has confirmed every byte. So readers never see a part of the new content. The new file
 * gets the permissions of `before`, the existing file. Throws `lease.file_exists` if a file exists and `before` is null, `lease.file_forbidden`,
 * `lease.file_refused`, `lease.transfer_broken`, and the errors of `source`.
 */
export async function writeFile(
  session: SftpSession,
  {
    path,
    before,
    source,
    onBytes,
    signal,
  }: { path: string; before: FileFacts | null; source: AsyncIterable<Uint8Array>; onBytes?: OnBytes | undefined; signal?: AbortSignal | undefined },
): Promise<void> {
  const part = `${path.slice(0, path.lastIndexOf('/') + 1)}.infinitio-${crypto.randomUUID().slice(0, 13)}.part`
  const flags = openFlag.write | openFlag.create | openFlag.exclusive
  const mode = (before?.mode ?? 0o644) & 0o777
  const opened = fieldsOf(
    await session.request(requestType.open, lengthed(part), uint32(flags), uint32(attributeFlag.mode), uint32(mode)),
    replyType.handle,
    path,
  )
  const handle = lengthed(read(() => (opened as NonNullable<typeof opened>).bytes()).slice())
  let isOpen = true
  try {
    await writeAll(session, { handle, path, source, onBytes, signal })
    isOpen = false
    fieldsOf(await session.request(requestType.close, handle), replyType.status, path)
    await giveName(session, { part, path, isReplacing: before !== null })
  } catch (error) {
    // Reports the first error. The session may have ended with that error, so these two clean-up requests may fail too.
    if (isOpen) await session.request(requestType.close, handle).catch(() => {})
    await session.request(requestType.remove, lengthed(part)).catch(() => {})
    throw error
  }
}

async function writeAll(
  session: SftpSession,
  {
    handle,
    path,
    source,
    onBytes,
    signal,
  }: { handle: Uint8Array; path: string; source: AsyncIterable<Uint8Array>; onBytes: OnBytes | undefined; signal: AbortSignal | undefined },
): Promise<void> {
  const waiting: Promise<void>[] = []
  let at = 0
  for await (const chunk of source) {
    for (let start = 0; start < chunk.byteLength; start += pieceBytes) {
      signal?.throwIfAborted()
      const bytes = chunk.subarray(start, start + pieceBytes)
      const written = session.request(requestType.write, handle, uint64(at), lengthed(bytes)).then((reply) => {
        if (fieldsOf(reply, replyType.status, path) === null) throw refusal('lease.file_refused', { detail: path })
        onBytes?.(bytes.byteLength)
      })
      // The loop awaits this promise later. Until then, an error must not count as unhandled.
      written.catch(() => {})
      at += bytes.byteLength
      if (waiting.push(written) >= ahead) await waiting.shift()
    }
  }
  await Promise.all(waiting)
  signal?.throwIfAborted()
}

const replace = 'posix-rename@openssh.com'

async function giveName(session: SftpSession, { part, path, isReplacing }: { part: string; path: string; isReplacing: boolean }): Promise<void> {
  if (isReplacing && !session.extensions.has(replace)) fieldsOf(await session.request(requestType.remove, lengthed(path)), replyType.status, path)
  const names = [lengthed(part), lengthed(path)]
  const isAtOnce = isReplacing && session.extensions.has(replace)
  const reply = isAtOnce
    ? await session.request(requestType.extended, lengthed(replace), ...names)
    : await session.request(requestType.rename, ...names)
  fieldsOf(reply, replyType.status, path)
}
