import { createHash } from 'node:crypto'

/**
 * Tells one mailbox from another, hashed: many servers take `Name+tag@host` and dots for the same mailbox as `name@host`, and limits go by what one person
 * would get. Two mailboxes that differ in this alone share their limits. Pure.
 */
export function mailboxOf(address: string): Buffer {
  const [local = '', host = ''] = address.toLowerCase().split('@')
  const mailbox = `${local.replace(/(?!^)\+.*$/, '').replaceAll('.', '')}@${host}`
  return createHash('sha256').update(mailbox).digest()
}
