import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import { isLoopback } from '@infinitio/process'
import type { Environment } from '../settings/environment.ts'
import type { MailText } from './mailText.ts'

/** A mail to one reader. A POST to `stopUrl` stops all mail of this account to this address. */
export type Mail = MailText & { readonly id: string; readonly to: string; readonly stopUrl: string }

/** The result of sending a mail: the mail server's status code, and the reason if it did not accept the mail. If `isFinal` is true, trying again is useless. */
export type Mailed = { readonly status: number | null; readonly error: string | null; readonly isFinal: boolean; readonly tookMs: number }

/** Sends mails through the operator's mail server. Never throws. */
export type Mailer = { send(mail: Mail): Promise<Mailed> }

const timeoutMs = 15_000
const closed = { disableFileAccess: true, disableUrlAccess: true } as const

/**
 * Returns a mailer for the mail server in the operator's settings, or null if none is set. Over a network, the server must use TLS with a valid certificate;
 * only on loopback, `smtp:` may be unencrypted. Throws if the settings contradict each other.
 */
export function openMailer(env: Pick<Environment, 'MAIL_SMTP_URL' | 'MAIL_SMTP_PASSWORD_FILE' | 'MAIL_FROM'>): Mailer | null {
  const { MAIL_SMTP_URL: text, MAIL_SMTP_PASSWORD_FILE: passwordFile, MAIL_FROM: from } = env
  if (text === undefined && from === undefined) return null
  if (text === undefined || from === undefined) throw new Error('MAIL_SMTP_URL and MAIL_FROM need each other')
  const url = new URL(text)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  const pass = passwordFile === undefined ? decodeURIComponent(url.password) : readFileSync(passwordFile, 'utf8').trim()
  const transport = createTransport({
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && host !== 'localhost' && !isLoopback(host),
    auth: user === '' ? undefined : { user, pass },
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...closed,
  })
  return {
    async send({ id, to, subject, text: plain, html, stopUrl }) {
      const startedAt = performance.now()
      const took = () => Math.round(performance.now() - startedAt)
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text: plain,
          html,
          messageId: `<${id}@${from.address.split('@')[1]}>`,
          headers: {
            // Do not fold this header into several lines, because some mail programs expect it on one line.
            'List-Unsubscribe': { prepared: true, value: `<${stopUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            'Auto-Submitted': 'auto-generated',
          },
          ...closed,
        })
        return { status: 250, error: null, isFinal: true, tookMs: took() }
      } catch (error) {
        return { ...failureOf(error as MailError), tookMs: took() }
      }
    },
  }
}

type MailError = Error & { code?: string; responseCode?: number; command?: string }

/**
 * Returns a short name of the failure. It does not reveal anything about our own network. If the server permanently (with a status from 500) rejects the
 * address or the mail itself, the failure is final. After every other failure, a later attempt may succeed.
 */
function failureOf({ code, responseCode, command }: MailError): Pick<Mailed, 'status' | 'error' | 'isFinal'> {
  const status = responseCode ?? null
  const isOfReader = command === 'RCPT TO' || command === 'DATA'
  if (status !== null && isOfReader) return { status, error: 'refused', isFinal: status >= 500 }
  const names: Record<string, string> = { ETIMEDOUT: 'timeout', EAUTH: 'server_login', ETLS: 'server_tls' }
  return { status, error: names[code ?? ''] ?? 'server_away', isFinal: false }
}
