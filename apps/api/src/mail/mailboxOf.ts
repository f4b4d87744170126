import { createHash } from 'node:crypto'

/**
 * Returns a hash that identifies a mailbox, for limits per person. Many mail servers deliver `Name+tag@host` and `n.a.me@host` to the mailbox of `name@host`,
 * so the three have the same hash. On a server that distinguishes them, such mailboxes share their limits. Pure.
 */
export function mailboxOf(address: string): Buffer {
  const [local = '', host = ''] = address.toLowerCase().split('@')
  const mailbox = `${local.replace(/(?!^)\+.*$/, '').replaceAll('.', '')}@${host}`
  return createHash('sha256').update(mailbox).digest()
}
