import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readKeyFile } from '@infinitio/process'
import { type Client, createClient, InfinitioError, refusal } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** The session of the last command, which the next goes on with: signing in takes two questions more. */
const tokenName = 'session.token'

/** The provider's wallet at the market. Its session is kept in the data folder (0600) from one command to the next. */
export class WalletSession {
  readonly account: PrivateKeyAccount
  readonly privateKey: `0x${string}`
  readonly #client: Client
  readonly #tokenFile: string
  #signedIn: Promise<Client> | null = null

  /** Throws `wallet.key_unreadable` when the key file cannot be used, or others can read it. `signal` ends what takes too long. */
  constructor({ dataDir, settings, signal }: { dataDir: string; settings: { apiUrl: string; keyFile: string }; signal?: AbortSignal }) {
    const { apiUrl, keyFile } = settings
    this.#tokenFile = path.join(dataDir, tokenName)
    this.privateKey = readKey(keyFile)
    this.account = privateKeyToAccount(this.privateKey)
    const fetchUntil: typeof fetch = (input, init) => fetch(input, { ...init, ...(signal === undefined ? {} : { signal }) })
    this.#client = createClient({ baseUrl: apiUrl, fetch: fetchUntil })
  }

  /** The API without a session. */
  get open(): Client {
    return this.#client
  }

  /** Runs one call as the wallet; signs in first, and once more when the session is refused. Rejects with InfinitioError. */
  async call<Answer>(run: (client: Client) => Promise<Answer>): Promise<Answer> {
    try {
      return await run(await this.#session())
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.status !== 401) throw error
      this.#signedIn = this.#signIn()
      return await run(await this.#signedIn)
    }
  }

  /** Signs out for good: what is kept of the session goes. Never rejects. */
  async close(): Promise<void> {
    await this.call((client) => client.closeSession()).catch(() => {})
    await rm(this.#tokenFile, { force: true }).catch(() => {})
  }

  #session(): Promise<Client> {
    this.#signedIn ??= this.#open()
    return this.#signedIn
  }

  async #open(): Promise<Client> {
    const [account, token] = (await readFile(this.#tokenFile, 'utf8').catch(() => '')).trim().split(' ')
    return account === this.account.address && token !== undefined ? this.#client.withToken(token) : await this.#signIn()
  }

  async #signIn(): Promise<Client> {
    const { token } = await this.#client.signIn({ signer: this.account, as: 'token' })
    if (token === null) throw refusal('auth.session_missing', { detail: 'the API gave no token' })
    // One that cannot be kept is asked for again.
    const whole = `${this.#tokenFile}.${randomBytes(6).toString('hex')}`
    await writeFile(whole, `${this.account.address} ${token}\n`, { mode: 0o600, flag: 'wx' })
      .then(() => rename(whole, this.#tokenFile))
      .catch(() => {})
    return this.#client.withToken(token)
  }
}

function readKey(keyFile: string): `0x${string}` {
  try {
    return readKeyFile(keyFile)
  } catch (error) {
    throw refusal('wallet.key_unreadable', { detail: (error as Error).message })
  }
}
