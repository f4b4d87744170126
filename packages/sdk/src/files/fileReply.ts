import type { ErrorCode } from '@infinitio/domain'
import { refusal } from '../transport/refusal.ts'
import type { SftpFields } from './sftpFields.ts'
import type { SftpReply } from './sftpSession.ts'
import { replyType, status } from './sftpCodes.ts'

const codes: Partial<Record<number, ErrorCode>> = { [status.noSuchFile]: 'lease.file_unknown', [status.permissionDenied]: 'lease.file_forbidden' }

/**
 * The fields of an answer of this type; null at the end of a file or folder. Throws `lease.file_unknown`, `lease.file_forbidden`, `lease.file_refused` with what the machine
 * said about `path`, `lease.transfer_broken` for what is no answer to it.
 */
export function fieldsOf({ type, fields }: SftpReply, wanted: number, path: string): SftpFields | null {
  if (type === wanted && type !== replyType.status) return fields
  if (type !== replyType.status) throw refusal('lease.transfer_broken', { detail: `the machine answered something else about ${path}` })
  const code = read(() => fields.uint32())
  if (code === status.ok && wanted === replyType.status) return fields
  if (code === status.eof) return null
  const said = fields.left > 0 ? read(() => fields.text()) : ''
  throw refusal(said === 'EEXIST' ? 'lease.file_exists' : (codes[code] ?? 'lease.file_refused'), {
    detail: said === '' ? path : `${path}: ${said.slice(0, 200)}`,
  })
}

/** Reads of an answer; one that ends too early is `lease.transfer_broken`. */
export function read<Value>(take: () => Value): Value {
  try {
    return take()
  } catch (error) {
    throw refusal('lease.transfer_broken', { detail: String(error) })
  }
}
