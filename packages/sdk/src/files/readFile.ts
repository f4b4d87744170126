import { refusal } from '../transport/refusal.ts'
import { openFlag, replyType, requestType } from './sftpFields.ts'
import { fieldsOf, lengthed, read, uint32, uint64 } from './sftpPacket.ts'
import type { SftpSession } from './sftpSession.ts'

/** Bytes in each request, and the number of requests that are sent before their answers arrive: 1 MiB in total. */
const pieceBytes = 128 * 1024
const ahead = 8

type Piece = { readonly parts: Uint8Array<ArrayBuffer>[]; readonly isEnd: boolean }

/**
 * Reads the bytes of a file in order. The generator ends only at the end of the file or after `limitBytes`, and throws if it cannot read that far. So without
 * `limitBytes`, a reader that reaches the end has the whole file. Throws `lease.file_unknown`, `lease.file_forbidden`, `lease.file_refused`,
 * `lease.transfer_broken`.
 */
export async function* readFile(
  session: SftpSession,
  { path, limitBytes = Number.POSITIVE_INFINITY, signal }: { path: string; limitBytes?: number; signal?: AbortSignal | undefined },
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const opened = fieldsOf(await session.request(requestType.open, lengthed(path), uint32(openFlag.read), uint32(0)), replyType.handle, path)
  const handle = lengthed(read(() => (opened as NonNullable<typeof opened>).bytes()).slice())
  const pieces: Promise<Piece>[] = []
  let asked = 0
  try {
    while (pieces.length > 0 || asked < limitBytes) {
      signal?.throwIfAborted()
      while (pieces.length < ahead && asked < limitBytes) {
        const bytes = Math.min(pieceBytes, limitBytes - asked)
        const next = readPiece(session, { path, handle, from: asked, bytes })
        // A reader that stops early never awaits this request, so its error must not count as unhandled.
        next.catch(() => {})
        pieces.push(next)
        asked += bytes
      }
      const { parts, isEnd } = await (pieces.shift() as Promise<Piece>)
      yield* parts
      // The machine reported the end of the file at this piece. If the file has grown since, later requests may return bytes, but they would not follow
      // directly on this piece.
      if (isEnd) return
    }
  } finally {
    // Ignore an error here: the server closes every file handle when its session ends.
    void session.request(requestType.close, handle).catch(() => {})
  }
}

/** Reads a range of bytes, or fewer at the end of the file. */
async function readPiece(
  session: SftpSession,
  { path, handle, from, bytes }: { path: string; handle: Uint8Array; from: number; bytes: number },
): Promise<Piece> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let got = 0; got < bytes; ) {
    const data = fieldsOf(await session.request(requestType.read, handle, uint64(from + got), uint32(bytes - got)), replyType.data, path)
    if (data === null) return { parts, isEnd: true }
    const part = read(() => data.bytes())
    if (part.byteLength === 0 || part.byteLength > bytes - got) throw refusal('lease.transfer_broken', { detail: `${path}: not what was asked for` })
    parts.push(part)
    got += part.byteLength
  }
  return { parts, isEnd: false }
}
