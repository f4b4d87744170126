import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestChain, type TestChain } from '@infinitio/chain/test'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { makeLocalToken } from '@infinitio/process/keys'
import { programFile } from '@infinitio/process/test'
import { createLogger, type Logger, trustedProxies } from '@infinitio/process'
import { type Client, createClient } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { limitRequests } from '../src/http/limitRequests.ts'
import { createServices } from '../src/services/createServices.ts'
import { createApiListener } from '../src/startApi.ts'
import { recordExamples } from './examples/recordExamples.ts'
import type { Services } from '../src/services/services.ts'

/** An API that a test file starts, with its own port, database and chain. */
export type TestApi = {
  readonly url: string
  readonly services: Services
  readonly database: TestDatabase
  readonly chain: TestChain
  /** A connection as the database's owner, which may write any table. Tests write with it what the engine would write. */
  readonly owner: TestDb
  readonly client: Client
  readonly accounts: { readonly renter: PrivateKeyAccount; readonly provider: PrivateKeyAccount; readonly stranger: PrivateKeyAccount }
  /** The token for the endpoints that only programs on this machine may call. `localTokenFile` is its file. */
  readonly localToken: string
  readonly localTokenFile: string
  /** Returns a client that is signed in as this account. */
  signedIn(account: PrivateKeyAccount): Promise<Client>
  /** Sends a raw request. A body that is not text is sent as JSON. */
  send(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Headers; body: Problem }>
  stop(): Promise<void>
}

/** The JSON body of any answer. It has no types, so that tests can read the fields of a refusal. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every endpoint pass through here.
export type Problem = any

/**
 * Changes of the default API:
 * - `change` may replace services, for example limits
 * - `rpcUrl` may put a proxy between the API and the chain
 * - `keepsState` allows restarting the chain
 * - `on` is an existing chain on which the market is already deployed
 */
type Options = { change?: (services: Services) => Services; rpcUrl?: (chainUrl: string) => Promise<string>; keepsState?: boolean; on?: TestChain }

/** Addresses of a gateway that no test connects to. */
const testGateway = {
  GATEWAY_SSH_HOST: '127.0.0.1',
  GATEWAY_SSH_PORT: 2222,
  GATEWAY_OTHERS: [],
  GATEWAY_TERMINAL_URL: 'ws://127.0.0.1:7000',
  GATEWAY_PORTS_URL: 'http://ports.localhost:7001',
}

/** The operator's fees, relay budgets and space for artefacts in tests. */
const testFees = {
  ...{ ARTEFACT_ACCOUNT_MIB: 64, ARTEFACT_TOTAL_GIB: 1, ARTEFACT_KEPT_DAYS: 30 },
  ...{ TASK_RESULT_MIB: 16, TASK_RESULTS_PROVIDER_MIB: 64, TASK_RESULTS_TOTAL_GIB: 1 },
  ...{ RELAY_FEE: '0', LEAST_LEASE_VALUE: '0', SMALL_LEASE_FEE: '0' },
  ...{ RELAY_LEAST_BALANCE: '100000000000000000', RELAY_ACCOUNT_BUDGET: 100, RELAY_TOTAL_BUDGET: 5_000 },
  ...{ POOL_ACCOUNT_BUDGET: 2_000, POOL_TOTAL_BUDGET: 20_000 },
  ...{ JOBS_OPEN: 3, JOB_APPROVAL_SECONDS: 3_600 },
}

/** Returns a function that writes a file which only its owner may read, and returns its path. */
function privateFilesIn(folder: string): (name: string, text: string) => string {
  return (name, text) => {
    const file = join(folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }
}

/** Starts the API. */
export async function startTestApi({ change, rpcUrl = async (url) => url, keepsState = false, on }: Options = {}): Promise<TestApi> {
  const [database, chain] = await Promise.all([createTestDatabase(), on ?? startTestChain({ keepsState })])
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-api-'))
  const fileOf = privateFilesIn(folder)
  const localToken = makeLocalToken()
  const localTokenFile = fileOf('local.token', localToken)
  const server = createServer()
  const port = await listen(server)
  const { services: made, close } = createServices(
    {
      DATABASE_URL: database.urls.infinitio_api,
      RPC_URL: await rpcUrl(chain.rpcUrl),
      DIRECTORY_ADDRESS: chain.addresses.directory,
      PORT: port,
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TRUSTED_PROXIES: trustedProxies.parse(''),
      RECEIPT_KEY_FILE: fileOf('receipt.key', chain.keys.receipt.privateKey),
      DEV_PROVIDER_KEY_FILE: fileOf('provider.key', chain.keys.provider.privateKey),
      ...{ DEV_VOTER_KEY_FILE: fileOf('voter.key', chain.keys.renter.privateKey), LOCAL_TOKEN_FILE: localTokenFile },
      MARKET_THREAD_FILE: programFile('apps/api/src/market-thread/main.ts'),
      HOST_ALIASES: [],
      ...testGateway,
      ...{ SNAPSHOT_FOLDER: join(folder, 'snapshots'), SNAPSHOT_S3_REGION: 'us-east-1', SNAPSHOT_ACCOUNT_GIB: 1, SNAPSHOT_KEPT_DAYS: 7 },
      ...testFees,
      ACCOUNT_TOKENS_PER_SECOND: 50,
      NODE_SUSPECT_SECONDS: 20,
      NODE_LOST_SECONDS: 120,
      NODE_ENV: 'test',
    },
    { logger: testLogger(), port, rates: () => [] },
  )
  const services = change === undefined ? made : change(made)
  // The market thread needs some time to start. Wait for it, as the product does.
  await Promise.all([services.hub.start(), services.clock.refresh(), services.market.ask({ kind: 'listingsVersion' })])
  server.on('request', recordExamples(createApiListener(services)))
  // The database stores earlier versions of changed rows to undo blocks. Turn that off, because test rows come from no block.
  const ownerUrl = `${database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`
  const owner = openTestDb({ url: ownerUrl, max: 2, onError: (error) => services.logger.warn({ err: error }, 'owner connection lost') })
  const url = `http://127.0.0.1:${port}`
  const client = createClient({ baseUrl: url })
  const account = (privateKey: `0x${string}`) => privateKeyToAccount(privateKey)
  return {
    url,
    services,
    database,
    chain,
    owner,
    client,
    ...{ localToken, localTokenFile },
    accounts: {
      renter: account(chain.keys.renter.privateKey),
      provider: account(chain.keys.provider.privateKey),
      stranger: account(`0x${'5'.repeat(64)}`),
    },
    async signedIn(signer) {
      const { token } = await client.signIn({ signer, as: 'token' })
      return client.withToken(token ?? '')
    },
    send: (method, path, options = {}) => sendRaw(url, method, path, options),
    async stop() {
      server.closeAllConnections()
      server.close()
      await close()
      await owner.close()
      await Promise.all([database.drop(), chain.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Returns a logger that logs only errors, unless LOG_LEVEL is set. */
function testLogger(): Logger {
  process.env.LOG_LEVEL ??= 'error'
  return createLogger({ room: 'web-test' })
}

async function listen(server: Server): Promise<number> {
  limitRequests(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function sendRaw(url: string, method: string, path: string, { body, headers }: { body?: unknown; headers?: Record<string, string> }) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : (JSON.parse(text) as Problem) }
}
