import { createHash } from 'node:crypto'

/**
 * Returns a hash that identifies a mailbox, so that limits count per person and not per spelling of an address. Many mail servers deliver `Name+tag@host` and
 * `n.a.me@host` to the mailbox of `name@host`, so these three addresses have the same hash. If a server treats them as different mailboxes, these mailboxes
 * share their limits. Pure.
 */
export function mailboxOf(address: string): Buffer {
  const [local = '', host = ''] = address.toLowerCase().split('@')
  const mailbox = `${local.replace(/(?!^)\+.*$/, '').replaceAll('.', '')}@${host}`
  return createHash('sha256').update(mailbox).digest()
}
