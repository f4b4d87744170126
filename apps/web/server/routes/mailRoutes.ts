import { createHash } from 'node:crypto'
import { confirmMailAddress, deleteMailAddress, stopMail } from '@infinitio/db'
import { confirmMailWire, mailAttemptsWire, mailSettingsWire, putMailWire, stopMailParams } from '@infinitio/domain/wire'
import { z } from 'zod'
import { putMail } from '../actions/putMail.ts'
import { readMail, readMailAttempts } from '../actions/readMail.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** Where an account is told by e-mail: /account/mail; and the two links in mails, which work for who is signed out: /mail. */
export const mailRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/mail',
    summary: 'Where the account is told by e-mail, and what',
    access: 'account',
    cost: 1,
    answer: mailSettingsWire,
    status: 200,
    codes: [],
    handle: (call) => readMail(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/account/mail',
    summary: 'Say where the account is told by e-mail, and what; a new address is sent a link to confirm',
    access: 'account',
    cost: 50,
    body: putMailWire,
    answer: mailSettingsWire,
    status: 200,
    codes: ['account.mail_off', 'account.mail_limited'],
    handle: (call) => putMail(call.services, { account: signedIn(call), ...call.body }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/account/mail',
    summary: 'Delete the e-mail address',
    access: 'account',
    cost: 1,
    answer: null,
    status: 204,
    codes: [],
    async handle(call) {
      await deleteMailAddress(call.services.db, { account: signedIn(call) })
      return null
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/mail/attempts',
    summary: 'The last 20 tries to send e-mail, newest first',
    access: 'account',
    cost: 2,
    answer: mailAttemptsWire,
    status: 200,
    codes: [],
    handle: (call) => readMailAttempts(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/mail/confirm',
    summary: 'Confirm an e-mail address by the token of its link',
    access: 'public',
    cost: 20,
    body: confirmMailWire,
    answer: null,
    status: 204,
    codes: ['account.mail_link_over'],
    async handle(call) {
      const tokenHash = createHash('sha256').update(Buffer.from(call.body.token, 'base64url')).digest()
      return (await confirmMailAddress(call.services.db, { tokenHash })) ? null : { rejected: 'account.mail_link_over' as const }
    },
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/mail/stop/{token}',
    summary: 'Stop all e-mail by the token of a mail, as RFC 8058 has it; the answer is the same for a token that is none',
    access: 'public',
    cost: 20,
    params: stopMailParams,
    answer: null,
    status: 204,
    codes: [],
    async handle(call) {
      await stopMail(call.services.db, { token: Buffer.from(call.params.token, 'base64url') })
      return null
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/mail/stop/{token}',
    summary: 'Leads a person to the page that asks before it stops all e-mail; changes nothing',
    access: 'public',
    cost: 1,
    params: stopMailParams,
    answer: z.string(),
    answerType: 'text/html',
    status: 200,
    codes: [],
    async handle(call) {
      const url = `${call.services.site.publicUrl}/mail#stop=${call.params.token}`
      const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${url}"><title>E-mail</title><a href="${url}">Stop e-mail</a>`
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'",
        'referrer-policy': 'no-referrer',
      }
      return new Response(page, { status: 200, headers })
    },
  }),
]
