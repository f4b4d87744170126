import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'

/** Options of `infinitio watch` and `infinitio orders watch`. */
export type WatchOptions = CommonOptions & { readonly count?: string; readonly cancelOnDisconnect?: boolean }

type TopicEvent = Parameters<Parameters<Client['watchEvents']>[0]['onEvent']>[0]

const publicTopics = /^(listings|market(:\d{1,3})?|tasks|job:0x[0-9a-f]{64})$/

/** Prints a line for each change of the topics, until Ctrl-C or until `count` lines are printed. Signs in only if a topic belongs to a wallet. */
export async function watchTopics(topics: readonly string[], options: WatchOptions): Promise<void> {
  const isPublic = topics.every((topic) => publicTopics.test(topic))
  const client = isPublic ? openClient(options) : (await signInClient(options)).client
  await printEvents(options, (onEvent, signal) => client.watchEvents({ topics, onEvent, signal }))
}

/**
 * Prints a line for each change of the wallet's orders. With `cancelOnDisconnect`, the first line contains the id of the stream. Orders that are placed with
 * this id are cancelled when the stream breaks.
 */
export async function watchOwnOrders(options: WatchOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { cancelOnDisconnect = false } = options
  await printEvents(options, (onEvent, signal) => client.watchOrders({ cancelOnDisconnect, onEvent, signal }))
}

async function printEvents(
  { json, count }: WatchOptions,
  watch: (onEvent: (event: TopicEvent) => void, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count)) throw refusal('api.invalid_field', { detail: `--count ${count}` })
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  const names = ['SIGINT', 'SIGTERM'] as const
  for (const name of names) process.once(name, stop)
  let left = count === undefined ? Number.POSITIVE_INFINITY : Number(count)
  const onEvent = (event: TopicEvent) => {
    if (left === 0) return
    process.stdout.write(json ? `${JSON.stringify(event)}\n` : `${event.topic}  ${event.version}\n`)
    left -= 1
    if (left === 0) stop()
  }
  try {
    await watch(onEvent, stopping.signal)
  } finally {
    for (const name of names) process.off(name, stop)
  }
}
