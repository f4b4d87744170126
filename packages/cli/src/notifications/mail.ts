import type { Client } from '@infinitio/sdk'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { allKinds, kindsOf } from './kindsOf.ts'
import { timeText } from './notifications.ts'

/** Options of `infinitio mail set`. */
export type SetMailOptions = CommonOptions & { readonly kinds?: string }

type Settings = Awaited<ReturnType<Client['getMailSettings']>>

const sentences: Record<Settings['state'], string> = {
  none: 'No address: you get no e-mails.',
  asked: 'Not confirmed yet: open the link in the mail within one day.',
  confirmed: 'Confirmed.',
  stopped: 'Stopped by its reader. You can confirm it again after 30 days.',
  failing: 'Three mails in a row failed. Set the address again to confirm it again.',
}

/** Prints the wallet's e-mail address, its notification kinds, the state of its confirmation, and the last e-mails. */
export async function showMail(options: CommonOptions): Promise<void> {
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
 * Sets the e-mail address for the wallet's notifications. Without `--kinds` the kinds do not change; at first all are
 * on. Throws `account.mail_off` and `account.mail_limited`.
 */
export async function setMail(address: string, options: SetMailOptions): Promise<void> {
  const named = kindsOf(options.kinds)
  const { client } = await signInClient(options)
  const before = named === null ? await client.getMailSettings() : null
  const kinds = named ?? (before === null || before.kinds.length === 0 ? allKinds() : before.kinds)
  const settings = await client.putMailSettings({ address, kinds })
  printResult({ json: options.json, value: settings, text: textOf(settings) })
}

/** Confirms an e-mail address with the token from its link. Needs no wallet. Throws `account.mail_link_over`. */
export async function confirmMail(token: string, options: CommonOptions): Promise<void> {
  await openClient(options).confirmMail(token)
  printResult({ json: options.json, value: { confirmed: true }, text: 'Confirmed.' })
}

/** Stops all e-mail to an address with the token at the end of each e-mail. Needs no wallet. */
export async function stopMail(token: string, options: CommonOptions): Promise<void> {
  await openClient(options).stopMail(token)
  printResult({ json: options.json, value: { stopped: true }, text: 'No more mail goes there.' })
}

/** Deletes the e-mail address of the wallet. */
export async function deleteMail(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.deleteMailSettings()
  printResult({ json: options.json, value: { deleted: true }, text: 'Deleted: nothing more is sent by e-mail.' })
}

function textOf({ offered, state, address, kinds }: Settings): string {
  if (!offered && state === 'none') return 'This market sends no e-mail, because its operator has not set a mail server. Use a webhook instead.'
  return address === null ? sentences[state] : `${address}: ${sentences[state]}\n${kinds.join(', ')}`
}
