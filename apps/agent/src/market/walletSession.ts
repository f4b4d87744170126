import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import os from 'node:os'
import { readKeyFile } from '@infinitio/process'
import { type Client, createClient, InfinitioError, refusal } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** The absolute path of a key file as a person named it. */
export const keyFilePath = (said: string): string => path.resolve(said.replace(/^~(?=\/)/, os.homedir()))

/** The session of the last command, which the next goes on with: signing in takes two questions more. */
const tokenName = 'session.token'

/** The provider's wallet at the market. Where its key is on this machine, its session is kept in the data folder (0600) from one command to the next; where it was lent to one command, the session is that command's alone. */
export class WalletSession {
  readonly account: PrivateKeyAccount
  readonly privateKey: `0x${string}`
  readonly #client: Client
  readonly #tokenFile: string
  readonly #isLent: boolean
  #signedIn: Promise<Client> | null = null

  /**
   * With the key file of the settings, or where that is not there with the one that was said now (`keyFile`). Throws `node.wallet_needed` when there is none, with `fix` when it is known, `wallet.key_unreadable`
   * when it cannot be used, or others can read it. `signal` ends what takes too long.
   */
  constructor({
    dataDir,
    settings,
    keyFile,
    fix,
    signal,
  }: {
    dataDir: string
    settings: { apiUrl: string; keyFile: string | null }
    keyFile?: string | null
    fix?: string
    signal?: AbortSignal
  }) {
    const { apiUrl } = settings
    this.#tokenFile = path.join(dataDir, tokenName)
    this.#isLent = !hasWalletKey(settings)
    this.privateKey = readKey(this.#isLent && keyFile ? keyFilePath(keyFile) : settings.keyFile, fix)
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
      return await run(await this.#goOnWith(this.#signIn()))
    }
  }

  /** Signs out at the end of a command, where the key was lent to it. Never rejects. */
  async end(): Promise<void> {
    if (this.#isLent && this.#signedIn !== null) await this.close()
  }

  /** Signs out for good: what is kept of the session goes. Never rejects. */
  async close(): Promise<void> {
    // A session that the API cannot end now expires, and the token of an ended session opens nothing.
    await this.call((client) => client.closeSession()).catch(() => {})
    await rm(this.#tokenFile, { force: true }).catch(() => {})
  }

  #session(): Promise<Client> {
    return this.#signedIn ?? this.#goOnWith(this.#open())
  }

  /** One that fails is not gone on with: the next call signs in anew. */
  #goOnWith(signingIn: Promise<Client>): Promise<Client> {
    this.#signedIn = signingIn
    signingIn.catch(() => {
      if (this.#signedIn === signingIn) this.#signedIn = null
    })
    return signingIn
  }

  async #open(): Promise<Client> {
    const [account, token] = (await readFile(this.#tokenFile, 'utf8').catch(() => '')).trim().split(' ')
    return account === this.account.address && token !== undefined ? this.#client.withToken(token) : await this.#signIn()
  }

  async #signIn(): Promise<Client> {
    const { token } = await this.#client.signIn({ signer: this.account, as: 'token' })
    if (token === null) throw refusal('auth.session_missing', { detail: 'the API gave no token' })
    if (this.#isLent) return this.#client.withToken(token)
    // A token that cannot be stored is asked for again.
    const whole = `${this.#tokenFile}.${randomBytes(6).toString('hex')}`
    await writeFile(whole, `${this.account.address} ${token}\n`, { mode: 0o600, flag: 'wx' })
      .then(() => rename(whole, this.#tokenFile))
      .catch(() => {})
    return this.#client.withToken(token)
  }
}

/** Signs the wallet out where an earlier command left its session: once its key left the machine, nothing there may speak for it. Never rejects. */
export async function endKeptSession({ dataDir, client }: { dataDir: string; client: Client }): Promise<void> {
  const file = path.join(dataDir, tokenName)
  const [, token] = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ')
  if (token === undefined) return
  // Each start of the agent tries both again while the file is there.
  await client
    .withToken(token)
    .closeSession()
    .catch(() => {})
  await rm(file, { force: true }).catch(() => {})
}

/** Whether the wallet's key is on this machine, where the settings say. */
export const hasWalletKey = ({ keyFile }: { keyFile: string | null }): boolean => keyFile !== null && existsSync(keyFile)

function readKey(keyFile: string | null, fix?: string): `0x${string}` {
  if (keyFile === null || !existsSync(keyFile)) {
    const found = keyFile === null ? 'no key file is named' : `${keyFile} is not there`
    throw refusal('node.wallet_needed', { detail: fix === undefined ? found : `${found}: ${fix}` })
  }
  try {
    return readKeyFile(keyFile)
  } catch (error) {
    throw refusal('wallet.key_unreadable', { detail: (error as Error).message })
  }
}
