import { confirmMailWire, mailAttemptsWire, mailSettingsWire, putMailWire, stopMailParams } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for an account's e-mail settings (/account/mail), and for the links in e-mails (/mail), which need no sign-in. */
export const mailEndpoints = {
  getMailSettings: endpoint({
    method: 'get',
    path: '/account/mail',
    summary: 'Get the e-mail address of the signed-in account, whether it is confirmed, and the kinds of notifications that it gets',
    access: 'account',
    cost: 1,
    answer: mailSettingsWire,
    takes: [],
  }),
  putMailSettings: endpoint({
    method: 'put',
    path: '/account/mail',
    summary:
      'Store the e-mail address of the signed-in account and the kinds of notifications that it gets. An address that is not confirmed gets a link to confirm it',
    access: 'account',
    cost: 50,
    body: putMailWire,
    answer: mailSettingsWire,
    codes: ['account.mail_off', 'account.mail_limited'],
    takes: ['body'],
  }),
  deleteMailSettings: endpoint({
    method: 'delete',
    path: '/account/mail',
    summary: 'Delete the e-mail address of the signed-in account. No error if there is none',
    access: 'account',
    cost: 1,
    status: 204,
    takes: [],
  }),
  listMailAttempts: endpoint({
    method: 'get',
    path: '/account/mail/attempts',
    summary: 'List the last 20 attempts to send e-mail to the signed-in account, newest first',
    access: 'account',
    cost: 2,
    answer: mailAttemptsWire,
    takes: [],
  }),
  confirmMail: endpoint({
    method: 'post',
    path: '/mail/confirm',
    summary: 'Confirm an e-mail address with the token of its link, which works once',
    access: 'public',
    cost: 20,
    body: confirmMailWire,
    status: 204,
    codes: ['account.mail_link_over'],
    takes: ['body.token'],
  }),
  stopMail: endpoint({
    method: 'post',
    path: '/mail/stop/{token}',
    summary: 'Stop all e-mail to an address with the token in one of its mails (RFC 8058). A wrong token gets the same answer and changes nothing',
    access: 'public',
    cost: 20,
    params: stopMailParams,
    status: 204,
    takes: ['token'],
  }),
  showStopMail: endpoint({
    method: 'get',
    path: '/mail/stop/{token}',
    summary: 'Redirect a browser to the page that asks before it stops all e-mail. Changes nothing',
    access: 'public',
    cost: 1,
    params: stopMailParams,
    answer: z.string(),
    answerType: 'text/html',
    takes: null,
  }),
}
