import { replyType, status } from './sftpWords.ts'

/** Encodes a 32-bit number as a field of a packet. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

/** Encodes a 64-bit number as a field of a packet. */
export function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

/** Encodes bytes with their length in front, as a field of a packet. */
export function string(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([uint32(bytes.length), bytes])
}

/** Encodes a whole packet with its length in front, as the answer to request `id`. */
export function reply(type: number, id: number, fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from([type]), uint32(id), ...fields])
  return Buffer.concat([uint32(body.length), body])
}

/** Encodes the answer with the final status of a request. */
export function statusReply(id: number, { code, message }: { code: number; message: string }): Buffer {
  return reply(replyType.status, id, [uint32(code), string(message), string('')])
}

/** Thrown for a request that must be answered with an error status. `code` is a value of `status`. */
export class SftpRefusal extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const codes: Record<string, number> = {
  ...{ ENOENT: status.noSuchFile, ENOTDIR: status.noSuchFile, EBADF: status.noSuchFile, ELOOP: status.noSuchFile },
  ...{ EPERM: status.permissionDenied, EACCES: status.permissionDenied, EFAULT: status.permissionDenied },
  ...{ ENAMETOOLONG: status.badMessage, EINVAL: status.badMessage, ERR_INVALID_ARG_VALUE: status.badMessage },
  ...{ ENOSYS: status.unsupported, EOPNOTSUPP: status.unsupported },
}

/** Returns the status for an error of a request. Maps the kernel's errors as OpenSSH's server does. */
export function refusalOf(error: unknown): SftpRefusal {
  if (error instanceof SftpRefusal) return error
  const name = (error as NodeJS.ErrnoException | null)?.code ?? ''
  return new SftpRefusal(codes[name] ?? status.failure, name === '' ? 'Failure' : name)
}
