import type { Client } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { allKinds, kindsOf, kindsOption } from './kindsOf.ts'
import { listenWebhooks, type ListenOptions } from './listenWebhooks.ts'
import { listNotifications, type ListNotificationsOptions, timeText } from './notifications.ts'
import { addWebhook, type AddWebhookOptions, enableWebhook, listWebhooks, removeWebhook, resendDelivery, showTries, testWebhook } from './webhooks.ts'

type Act = (words: string[], options: CommonOptions) => Promise<void>

/** Adds `notifications`, `mail` and `webhooks`: an account's notifications and where they are sent. */
export function addNotifications(root: Command, program: Program): void {
  const { withCommon, run } = program
  withCommon(root.command('notifications').description('list your notifications, newest first'))
    .option('--limit <count>', 'rows', '20')
    .option('--read', 'mark all of them as read', false)
    .action((options: ListNotificationsOptions) => run(options, () => listNotifications(options)))
  addMail(root, program)
  addWebhooks(root, program)
}

function addMail(root: Command, { withCommon, run }: Program): void {
  const mail = root.command('mail').description('notifications by e-mail')
  withCommon(mail.command('show').description('show your e-mail address, its kinds of notification, its confirmation and the last mails')).action(
    (options: CommonOptions) => run(options, () => showMail(options)),
  )
  withCommon(mail.command('set <address>').description('send notifications to this address; a new address first gets a link to confirm'))
    .addOption(kindsOption())
    .action((address: string, options: SetMailOptions) => run(options, () => setMail(address, options)))
  withCommon(mail.command('confirm <token>').description('confirm an address with the token from its link')).action(
    (token: string, options: CommonOptions) => run(options, () => confirmMail(token, options)),
  )
  withCommon(mail.command('stop <token>').description('stop all mail with the token from the link in a mail')).action(
    (token: string, options: CommonOptions) => run(options, () => stopMail(token, options)),
  )
  withCommon(mail.command('off').description('delete the address')).action((options: CommonOptions) => run(options, () => deleteMail(options)))
}

function addWebhooks(root: Command, { withCommon, run }: Program): void {
  const webhooks = root.command('webhooks').alias('webhook').description('send notifications to your programs')
  const add = (words: string, description: string, act: Act) =>
    withCommon(webhooks.command(words).description(description)).action((...args: unknown[]) => {
      const options = args.at(-2) as CommonOptions
      return run(options, () => act(args.slice(0, -2) as string[], options))
    })
  add('ls', 'list your webhooks', (_, options) => listWebhooks(options))
  withCommon(webhooks.command('add <url>').description('add a webhook; its secret is shown only once'))
    .addOption(kindsOption())
    .action((url: string, options: AddWebhookOptions) => run(options, () => addWebhook(url, options)))
  add('rm <id>', 'delete a webhook', ([id = ''], options) => removeWebhook(id, options))
  add('enable <id>', 'turn on a webhook that failed too often', ([id = ''], options) => enableWebhook(id, options))
  add('test <id>', 'send a test event', ([id = ''], options) => testWebhook(id, options))
  add('log <id>', 'the last 50 tries, newest first', ([id = ''], options) => showTries(id, options))
  add('resend <delivery>', 'send a delivery again', ([id = ''], options) => resendDelivery(id, options))
  withCommon(webhooks.command('listen').description('print new notifications, and forward them to a program on this computer, until Ctrl-C'))
    .option('--forward <url>', 'send each one as a signed webhook to this address, for example http://127.0.0.1:4242/hook')
    .addOption(kindsOption())
    .option('--count <count>', 'end after this many notifications')
    .option('--after <id>', 'begin after the notification with this ID, so that none is missed after a stop (default: the newest one)')
    .action((options: ListenOptions) => run(options, () => listenWebhooks(options)))
}

/** Options of `infinitio mail set`. */
type SetMailOptions = CommonOptions & { readonly kinds?: string }

type Settings = Awaited<ReturnType<Client['getMailSettings']>>

const sentences: Record<Settings['state'], string> = {
  none: 'No address: you get no e-mails.',
  asked: 'Not confirmed yet: open the link in the mail within one day.',
  confirmed: 'Confirmed.',
  stopped: 'Stopped by its reader. You can confirm it again after 30 days.',
  failing: 'Three mails in a row failed. Set the address again to confirm it again.',
}

/** Prints the wallet's e-mail address, its notification kinds, the state of its confirmation, and the last e-mails. */
async function showMail(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const settings = await client.getMailSettings()
  const { items } = await client.listMailAttempts()
  const rows = items.map(({ at, kind, attempt, status, error, state, nextAt }) => [
    ...[timeText(at), kind, String(attempt), error === null ? state : `${error} ${status ?? ''}`.trim()],
    nextAt === null ? '' : timeText(nextAt),
  ])
  const log = rows.length === 0 ? '' : `\n${table([['UTC', 'kind', 'try', 'result', 'again'], ...rows], { right: [2] })}`
  printResult({ json: options.json, value: { ...settings, attempts: items }, text: `${textOf(settings)}${log}` })
}

/**
 * Sets the e-mail address for the wallet's notifications. `--kinds` selects which kinds are sent there. Without it, the selection does not change; a wallet
 * that never selected kinds gets all. Throws `account.mail_off` and `account.mail_limited`.
 */
async function setMail(address: string, options: SetMailOptions): Promise<void> {
  const named = kindsOf(options.kinds)
  const { client } = await signInClient(options)
  const before = named === null ? await client.getMailSettings() : null
  const kinds = named ?? (before === null || before.kinds.length === 0 ? allKinds() : before.kinds)
  const settings = await client.putMailSettings({ address, kinds })
  printResult({ json: options.json, value: settings, text: textOf(settings) })
}

/** Confirms an e-mail address with the token from its link. Needs no wallet. Throws `account.mail_link_over`. */
async function confirmMail(token: string, options: CommonOptions): Promise<void> {
  await openClient(options).confirmMail(token)
  printResult({ json: options.json, value: { confirmed: true }, text: 'Confirmed.' })
}

/** Stops all e-mail to an address with the token at the end of each e-mail. Needs no wallet. */
async function stopMail(token: string, options: CommonOptions): Promise<void> {
  await openClient(options).stopMail(token)
  printResult({ json: options.json, value: { stopped: true }, text: 'No more mail goes there.' })
}

/** Deletes the e-mail address of the wallet. */
async function deleteMail(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.deleteMailSettings()
  printResult({ json: options.json, value: { deleted: true }, text: 'Deleted: nothing more is sent by e-mail.' })
}

function textOf({ offered, state, address, kinds }: Settings): string {
  if (!offered && state === 'none') return 'This market sends no e-mail, because its operator has not set a mail server. Use a webhook instead.'
  return address === null ? sentences[state] : `${address}: ${sentences[state]}\n${kinds.join(', ')}`
}
