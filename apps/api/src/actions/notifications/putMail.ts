import { randomBytes } from 'node:crypto'
import { askMailAddress, setMailKinds } from '@infinitio/db'
import type { Address, NotificationKind, Refusal } from '@infinitio/domain'
import type { MailSettingsWire } from '@infinitio/domain/wire'
import { mailboxOf } from '../../mail/mailboxOf.ts'
import type { Services } from '../../services/services.ts'
import { readMail } from './readMail.ts'

/** Wallets cost nothing, so it is the mailbox and the market that bound how many strangers could be asked. */
export const confirmationLimits = { mostOfMailboxADay: 3, mostOfAccountADay: 5, mostOfAllAnHour: 300 } as const
const tokenBytes = 32

/**
 * Says where an account is told by e-mail and what. An address that is confirmed keeps that; every other one is asked, again each time. Refuses with
 * `account.mail_off` and `account.mail_limited`; then nothing is changed.
 */
export async function putMail(
  services: Services,
  { account, address, kinds: wanted }: { account: Address; address: string; kinds: readonly NotificationKind[] },
): Promise<MailSettingsWire | Refusal> {
  if (services.mailer === null) return { rejected: 'account.mail_off' }
  const kinds = [...new Set(wanted)]
  if (!(await setMailKinds(services.db, { account, address, kinds }))) {
    const asked = { account, address, mailbox: mailboxOf(address), kinds, stopToken: randomBytes(tokenBytes), ...confirmationLimits }
    const isAsked = await services.db.transaction((tx) => askMailAddress(tx, asked))
    if (!isAsked) return { rejected: 'account.mail_limited' }
  }
  return readMail(services, { account })
}
