import { createHmac, randomBytes } from 'node:crypto'
import { type Client, InfinitioError, refusal, waitUntil } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { kindsOf } from './kindsOf.ts'

/** Options of `infinitio webhooks listen`. */
export type ListenOptions = CommonOptions & { readonly forward?: string; readonly kinds?: string; readonly count?: string; readonly after?: string }

type Item = Awaited<ReturnType<Client['listNotifications']>>['items'][number]

/** The answer of the program to which a notification was forwarded: its HTTP status, or a short reason if there was no answer. */
type Forwarded = { readonly status: number | null; readonly error: string | null }

const pageSize = 100
const timeoutMs = 10_000
const retryMs = 1_000

/**
 * Prints each new notification of the wallet until Ctrl-C, or until `count` are printed. With `after`, begins after the notification with this id, so that a
 * command that ended can continue without a gap: when it ends, it prints the id of its last one. If the API does not answer, it asks again. With `--forward`, also sends it to a program on this computer, with the
 * body and the three headers of a webhook, signed with a secret that is made for this run. So a program can be tested that the internet cannot reach. A failed
 * POST is printed and not repeated. Throws `api.invalid_field` for a wrong option.
 */
export async function listenWebhooks(options: ListenOptions): Promise<void> {
  const target = options.forward === undefined ? null : targetOf(options.forward)
  const kinds = kindsOf(options.kinds)
  if (options.count !== undefined && !/^[1-9]\d{0,8}$/.test(options.count)) throw refusal('api.invalid_field', { detail: `--count ${options.count}` })
  if (options.after !== undefined && !/^\d{1,18}$/.test(options.after)) throw refusal('api.invalid_field', { detail: `--after ${options.after}` })
  const { client, say } = await signInClient(options)
  const secret = randomBytes(32)
  let last = options.after === undefined ? await newestId(client) : BigInt(options.after)
  let left = options.count === undefined ? Number.POSITIVE_INFINITY : Number(options.count)
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.once(name, stop)
  const onChange = async () => {
    for (const item of await itemsAgain(client, last, stopping.signal)) {
      // Notifications after the last printed one are left to the next run.
      if (left === 0 || stopping.signal.aborted) return
      last = BigInt(item.notificationId)
      if (kinds !== null && !kinds.includes(item.kind)) continue
      const answer = target === null ? null : await forward(item, { target, secret })
      process.stdout.write(options.json ? `${JSON.stringify({ ...item, forwarded: answer })}\n` : `${lineOf(item, answer)}\n`)
      left -= 1
      if (left === 0) stop()
    }
  }
  // With --json, the standard output has notifications only. The receiver needs the secret in this case too.
  const note = options.json ? (text: string) => void process.stderr.write(`${text}\n`) : say
  if (target !== null) note(`Forwarding to ${target.href}. Secret for the signatures of this run: whsec_${secret.toString('base64')}`)
  say('Waiting for notifications. Ctrl-C ends this command.')
  // One change is handled at a time, so that notifications are sent once and in their order.
  let turn = Promise.resolve()
  const onEvent = () => {
    turn = turn.then(onChange)
    turn.catch(stop)
  }
  try {
    await client.watchEvents({ topics: ['notifications'], onEvent, signal: stopping.signal })
    await turn
  } finally {
    for (const name of signals) process.off(name, stop)
    note(`The last notification was ${last}. To continue after it: infinitio webhooks listen --after ${last}`)
  }
}

function targetOf(text: string): URL {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw refusal('api.invalid_field', { detail: `--forward ${text}: write an address such as http://127.0.0.1:4242/hook` })
  return url
}

async function newestId(client: Client): Promise<bigint> {
  const { items } = await client.listNotifications({ limit: 1 })
  return BigInt(items[0]?.notificationId ?? 0)
}

/**
 * Returns what `itemsAfter` returns. If the API does not answer, or asks for patience, asks again until `signal` aborts: an event of the stream comes once, and the
 * notification that it announced must not wait for the next one.
 */
async function itemsAgain(client: Client, after: bigint, signal: AbortSignal): Promise<Item[]> {
  for (;;) {
    try {
      return await waitUntil(
        () => itemsAfter(client, after),
        () => true,
        { timeoutSeconds: 1, everyMs: retryMs },
      )
    } catch (error) {
      if (signal.aborted) return []
      if (!(error instanceof InfinitioError) || error.code !== 'api.timed_out') throw error
    }
  }
}

/** Returns all notifications that are newer than the given id, oldest first. */
async function itemsAfter(client: Client, after: bigint): Promise<Item[]> {
  const found: Item[] = []
  let cursor: string | undefined
  do {
    const page = await client.listNotifications({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
    const fresh = page.items.filter(({ notificationId }) => BigInt(notificationId) > after)
    found.push(...fresh)
    cursor = fresh.length === page.items.length ? (page.nextCursor ?? undefined) : undefined
  } while (cursor !== undefined)
  return found.reverse()
}

/** Returns the body of the webhook of a notification. */
function deliveryOf({ kind, at, facts }: Item): { type: string; timestamp: string; data: Item['facts'] } {
  return { type: kind, timestamp: new Date(at * 1_000).toISOString(), data: facts }
}

async function forward(item: Item, { target, secret }: { target: URL; secret: Buffer }): Promise<Forwarded> {
  const id = `notification-${item.notificationId}`
  const body = JSON.stringify(deliveryOf(item))
  const seconds = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')
  const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}`, 'content-type': 'application/json' }
  try {
    const { status } = await fetch(target, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    return { status, error: null }
  } catch (error) {
    return { status: null, error: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.name : String(error)
}

function lineOf(item: Item, answer: Forwarded | null): string {
  const { type, timestamp, data } = deliveryOf(item)
  const end = answer === null ? '' : `  ->  ${answer.status ?? answer.error}`
  return `${timestamp}  ${type}  ${JSON.stringify(data)}${end}`
}
