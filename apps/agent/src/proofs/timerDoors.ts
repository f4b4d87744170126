import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isPublicHost, publicLookup } from '@infinitio/process'

/**
 * Connections to timers, which are validators that measure when a commit (hash of a proof) arrives. A door is the address at which a timer accepts commits. The
 * connections open before the proof is made, so that a commit waits for no handshake.
 */
export type TimerDoors = {
  /**
   * Opens a connection to the address of a timer (a validator that measures when a proof arrives), unless one is open. Resolves with true if the timer answers.
   * Never rejects.
   */
  readonly knock: (door: string) => Promise<boolean>
  /**
   * Sends a commit (the hashes of a proof) as one message. If the timer does not accept it, for example because the connection broke, sends it once more.
   * Resolves with true if the timer accepted it. `network` is the network that a simulated machine states as its own. Never rejects.
   */
  readonly send: (door: string, body: string, network?: string) => Promise<boolean>
  readonly close: () => void
}

/**
 * Time limit in milliseconds for the whole answer of a timer, a validator that accepts commits. A timer that sends a byte from time to time must not delay the
 * others.
 */
const answerWithinMs = 4_000
const most = { keepAlive: true, keepAliveMsecs: 1_000, maxSockets: 4, maxFreeSockets: 4 }

/**
 * Creates the connections to the timers (validators that measure when proofs arrive) of one slot. Only on the development chain may a timer have a private
 * address. On other chains, a timer could otherwise make a machine send requests into its own network.
 */
export function openTimerDoors({ allowsPrivate }: { allowsPrivate: boolean }): TimerDoors {
  const agents = { 'http:': new HttpAgent(most), 'https:': new HttpsAgent(most) }
  const ask = (door: string, path: string, body: string | null, network?: string): Promise<boolean> =>
    new Promise((done) => {
      const url = URL.parse(`${door.replace(/\/$/, '')}${path}`)
      const isAllowed = url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
      if (!isAllowed || (!allowsPrivate && !isPublicHost(url))) return done(false)
      const headers =
        body === null
          ? {}
          : {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
              ...(network === undefined ? {} : { 'x-network': network }),
            }
      const options = {
        method: body === null ? 'GET' : 'POST',
        headers,
        timeout: answerWithinMs,
        signal: AbortSignal.timeout(answerWithinMs),
        ...(allowsPrivate ? {} : { lookup: publicLookup }),
      }
      const sending =
        url.protocol === 'http:'
          ? httpRequest(url, { ...options, agent: agents['http:'] })
          : httpsRequest(url, { ...options, agent: agents['https:'] })
      sending.on('response', (response) => {
        response.resume()
        done(response.statusCode !== undefined && response.statusCode < 300)
      })
      sending.on('timeout', () => sending.destroy(new Error('no answer')))
      sending.on('error', () => done(false))
      sending.end(body ?? undefined)
    })
  return {
    knock: (door) => ask(door, '/', null),
    send: async (door, body, network) => (await ask(door, '/commits', body, network)) || (await ask(door, '/commits', body, network)),
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}
