import { z } from 'zod'
import { type NotificationKind, notificationKinds } from '../../notifications/notificationKinds.ts'

const kind = z.enum(notificationKinds, { error: 'api.invalid_field' })
const kinds = z.array(kind).min(1, { error: 'api.invalid_field' }).max(notificationKinds.length, { error: 'api.invalid_field' })

const mostAddressChars = 254
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const addressForm = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$`)

/** An e-mail address by RFC 5321, without quotes, comments and literal hosts, so that it cannot end a header or add a second recipient. */
const mailAddress = z
  .string({ error: 'api.invalid_field' })
  .max(mostAddressChars, { error: 'api.invalid_field' })
  .regex(addressForm, { error: 'api.invalid_field' })

/** 32 random bytes for a link in a mail, in base64url. */
const mailToken = z.string({ error: 'api.invalid_field' }).regex(/^[A-Za-z0-9_-]{43}$/, { error: 'api.invalid_field' })

/** The body of `PUT /account/mail`. */
export const putMailWire = z.strictObject({ address: mailAddress, kinds })
export type PutMailWire = { address: string; kinds: NotificationKind[] }

/** The answer of `GET /account/mail`. */
export const mailSettingsWire = z
  .strictObject({
    offered: z.boolean().describe('Whether this market sends e-mail at all.'),
    state: z
      .enum(['none', 'asked', 'confirmed', 'stopped', 'failing'])
      .describe(
        '`asked`: the address is not confirmed yet. `stopped`: the reader stopped the mails. `failing`: three mails in a row could not be sent.',
      ),
    address: z.string().nullable(),
    kinds: z.array(kind),
    linkUntil: z.int().nullable().describe('End of validity of the link that was sent, Unix seconds; null if no link was sent.'),
  })
  .meta({ id: 'MailSettings' })
export type MailSettingsWire = z.infer<typeof mailSettingsWire>

/** One attempt to send a mail. */
export const mailAttemptWire = z
  .strictObject({
    kind: z.union([kind, z.literal('confirm')]),
    attempt: z.int(),
    at: z.int().describe('Unix seconds.'),
    status: z.int().nullable().describe('SMTP status of the mail server’s answer; null if none came.'),
    error: z.string().nullable(),
    state: z.enum(['waiting', 'delivered', 'failed']).describe('State of the mail. `delivered`: the mail server accepted it.'),
    nextAt: z.int().nullable().describe('Time of the next try, Unix seconds; null if there is none.'),
  })
  .meta({ id: 'MailAttempt' })

/** The answer of `GET /account/mail/attempts`, newest first. */
export const mailAttemptsWire = z.strictObject({ items: z.array(mailAttemptWire) }).meta({ id: 'MailAttempts' })
export type MailAttemptsWire = z.infer<typeof mailAttemptsWire>

/** The body of `POST /mail/confirm`. */
export const confirmMailWire = z.strictObject({ token: mailToken })

/** The path parameters of `POST /mail/stop/{token}`. */
export const stopMailParams = z.strictObject({ token: mailToken })
