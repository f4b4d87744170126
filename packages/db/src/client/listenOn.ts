import pg from 'pg'
import type { Listening } from './db.ts'

const RECONNECT_DELAY_MS = 1_000

/**
 * Holds one connection that listens on `channels`. If the connection breaks, it is replaced: once a second there is an attempt to connect. Calls `onWake` with
 * the channel's name at each notification, and for every channel after each connection.
 */
export async function listenOn({
  url,
  channels,
  onWake,
  onError,
}: {
  url: string
  channels: readonly string[]
  onWake: (channel: string) => void
  onError: (error: Error) => void
}): Promise<Listening> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let current: pg.Client | undefined

  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 3_000 })
    current = client
    let lost = false
    const onLost = (error: Error): void => {
      if (lost || stopped) return
      lost = true
      onError(error)
      client.end().catch(onError)
      timer = setTimeout(() => void connect(), RECONNECT_DELAY_MS)
    }
    client.on('error', onLost)
    client.on('end', () => onLost(new Error('the listening connection ended')))
    client.on('notification', (message) => onWake(message.channel))
    try {
      await client.connect()
      await client.query(channels.map((channel) => `listen ${client.escapeIdentifier(channel)}`).join('; '))
      for (const channel of channels) onWake(channel)
    } catch (error) {
      onLost(error instanceof Error ? error : new Error(String(error)))
    }
  }

  await connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await current?.end().catch(onError)
    },
  }
}
