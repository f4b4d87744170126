import { createHash } from 'node:crypto'
import { confirmMailAddress, deleteMailAddress, stopMail } from '@infinitio/db'
import { mailEndpoints } from '@infinitio/endpoints'
import { putMail, readMail, readMailAttempts } from '../actions/notifications/mail.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Where an account gets e-mail: /account/mail; and the two links in mails: /mail. */
export const mailRoutes = bindEndpoints(mailEndpoints, {
  getMailSettings: (call) => readMail(call.services, { account: signedIn(call) }),
  putMailSettings: (call) => putMail(call.services, { account: signedIn(call), ...call.body }),
  async deleteMailSettings(call) {
    await deleteMailAddress(call.services.db, { account: signedIn(call) })
    return null
  },
  listMailAttempts: (call) => readMailAttempts(call.services, { account: signedIn(call) }),
  async confirmMail(call) {
    const tokenHash = createHash('sha256').update(Buffer.from(call.body.token, 'base64url')).digest()
    return (await confirmMailAddress(call.services.db, { tokenHash })) ? null : { rejected: 'account.mail_link_over' }
  },
  async stopMail(call) {
    await stopMail(call.services.db, { token: Buffer.from(call.params.token, 'base64url') })
    return null
  },
  async showStopMail(call) {
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
})
