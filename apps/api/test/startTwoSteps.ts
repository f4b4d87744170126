import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { testKey } from '@infinitio/chain/test'
import { signAccountMessage } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import type { SeededNode } from './seedMarket.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'

const much = 2n ** 63n
const farAway = 10_000_000_000

/** A market with a session key of the renter and a token of this key. */
export type TwoSteps = Pick<CommandMarket, 'api' | 'engine' | 'market' | 'stop'> & {
  readonly key: ReturnType<typeof privateKeyToAccount>
  readonly token: string
  /** Returns the answer of a POST that curl sends with the token. The fields depend on the endpoint. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests compare the fields of the JSON.
  curl(path: string, body: unknown, idempotencyKey?: string): Promise<any>
  /** Lists a machine with a current heartbeat. */
  offered(name: string): Promise<SeededNode>
}

/** Starts a market, authorises a session key of the renter by its name, and makes a token of the key. */
export async function startTwoSteps(keyName: string): Promise<TwoSteps> {
  const started = await startCommandMarket()
  const { api, engine, market } = started
  const key = privateKeyToAccount(testKey(keyName).privateKey)
  try {
    const wallet = await api.signedIn(api.accounts.renter)
    const message = { kind: 'authorize', key: key.address, totalLeft: much, dayCap: much, sessionExpiry: farAway, nonce: 95_000n } as const
    await api.client.placeRelay(await signAccountMessage(api.accounts.renter, { message, chain: await api.client.getChain() }))
    await engine.until('the key is good', async () => (await wallet.listSessionKeys()).items.some(({ state }) => state === 'good'))
    const { token } = await wallet.createApiToken({ key: key.address.toLowerCase(), name: 'two steps' })
    return {
      ...{ api, engine, market, key, token, stop: started.stop },
      curl: async (path, body, idempotencyKey) => {
        const headers = [
          `authorization: Bearer ${token}`,
          'content-type: application/json',
          ...(idempotencyKey === undefined ? [] : [`idempotency-key: ${idempotencyKey}`]),
        ]
        const args = ['-s', '-X', 'POST', ...headers.flatMap((header) => ['-H', header]), '-d', JSON.stringify(body), `${api.url}/api/v1${path}`]
        // The test server runs in this process and must answer while curl runs. So the call may not block the process.
        return JSON.parse((await promisify(execFile)('curl', args, { encoding: 'utf8' })).stdout)
      },
      offered: async (name) => {
        const node = await market.list(name)
        await api.owner.query('insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now(), false)', [node.node])
        await engine.until('it can be rented', async () => (await api.client.getListing({ node: node.node, query: {} })).listing !== null)
        return node
      },
    }
  } catch (error) {
    await started.stop()
    throw error
  }
}
