import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { allKinds, kindsOf } from './kindsOf.ts'
import { timeText } from './notifications.ts'

/** Options of `infinitio webhooks add`. */
export type AddWebhookOptions = CommonOptions & { readonly kinds?: string }

/** Lists the webhooks of the wallet, oldest first. */
export async function listWebhooks(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listWebhooks()
  const rows = page.items.map(({ webhookId, url, kinds, disabledAt }) => [
    ...[webhookId, disabledAt === null ? 'in use' : `out of use since ${timeText(disabledAt)}`, url, kinds.join(',')],
  ])
  const text = table([['webhook', 'state', 'address', 'told'], ...rows], { right: [] })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No webhooks.' : text })
}

/**
 * Adds a webhook and prints its secret, which is shown only once. Throws `account.webhooks_limit` and
 * `account.webhook_refused`.
 */
export async function addWebhook(url: string, options: AddWebhookOptions): Promise<void> {
  const kinds = kindsOf(options.kinds) ?? allKinds()
  const { client } = await signInClient(options)
  const made = await client.createWebhook({ url, kinds })
  printResult({ json: options.json, value: made, text: `${made.webhookId}\n${made.secret}\nKeep the secret: it is not shown again.` })
}

/** Deletes a webhook. Does nothing if it is deleted already. */
export async function removeWebhook(webhookId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.deleteWebhook(webhookId)
  printResult({ json: options.json, value: { webhookId, deleted: true }, text: 'Deleted.' })
}

/** Enables a webhook again and sends its pending deliveries. Throws `account.webhook_unknown`. */
export async function enableWebhook(webhookId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.enableWebhook(webhookId)
  printResult({ json: options.json, value: { webhookId, enabled: true }, text: 'In use again.' })
}

/** Sends a test event to a webhook. Throws `account.webhook_unknown`. */
export async function testWebhook(webhookId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.testWebhook(webhookId)
  printResult({ json: options.json, value: { webhookId, sent: true }, text: `On its way: infinitio webhooks log ${webhookId}` })
}

/** Prints the latest delivery attempts of a webhook, newest first. */
export async function showTries(webhookId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listWebhookAttempts(webhookId)
  const rows = page.items.map(({ deliveryId, kind, attempt, at, status, tookMs, error, nextAt }) => [
    ...[deliveryId, timeText(at), kind, String(attempt), String(status ?? error), String(tookMs), nextAt === null ? '' : timeText(nextAt)],
  ])
  const text = table([['delivery', 'UTC', 'kind', 'try', 'answer', 'ms', 'again'], ...rows], { right: [3, 5] })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'Nothing was sent yet.' : text })
}

/** Sends a delivery again under the same id. Throws `account.webhook_unknown`. */
export async function resendDelivery(deliveryId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.resendDelivery(deliveryId)
  printResult({ json: options.json, value: { deliveryId, sent: true }, text: 'On its way.' })
}
