import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import os from 'node:os'
import { readKeyFile } from '@infinitio/process'
import { type Client, createClient, InfinitioError, refusal } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** Returns the absolute path of a key file from the path that a person gave. */
export const keyFilePath = (said: string): string => path.resolve(said.replace(/^~(?=\/)/, os.homedir()))

/** The file with the session that the last command stored. The next command uses it, because signing in takes two more requests. */
const tokenName = 'session.token'

/**
 * A session of the provider's wallet at the market. If the key file that the settings name is on this machine, the session is stored in the data folder (mode
 * 0600) for later commands. If the key was given to one command (`keyFile`), the session is used only for that command.
 */
export class WalletSession {
  readonly account: PrivateKeyAccount
  readonly privateKey: `0x${string}`
  readonly #client: Client
  readonly #tokenFile: string
  readonly #isLent: boolean
  #signedIn: Promise<Client> | null = null

  /**
   * Uses the key file that the settings name or, if that does not exist, `keyFile`. Throws `node.wallet_needed` without a key file, with the remedy `fix` if
   * given. Throws `wallet.key_unreadable` if the key cannot be used, or if others can read it. `signal` cancels its requests.
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
    this.#client = createClient({ baseUrl: apiUrl, retries: 0, fetch: fetchUntil })
  }

  /** Returns the client of the API without a session. */
  get open(): Client {
    return this.#client
  }

  /**
   * Runs one call to the API in the wallet's session. Signs in before the first call, and again if the API refuses the session. Rejects with InfinitioError.
   */
  async call<Answer>(run: (client: Client) => Promise<Answer>): Promise<Answer> {
    try {
      return await run(await this.#session())
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.status !== 401) throw error
      return await run(await this.#goOnWith(this.#signIn()))
    }
  }

  /** Signs out at the end of a command if the key was given to this command only. Never rejects. */
  async end(): Promise<void> {
    if (this.#isLent && this.#signedIn !== null) await this.close()
  }

  /** Signs out and deletes the stored session. Never rejects. */
  async close(): Promise<void> {
    // If the API cannot end the session now, the session stays open until it expires. Nobody can use it, because the token is deleted.
    await this.call((client) => client.closeSession()).catch(() => {})
    await rm(this.#tokenFile, { force: true }).catch(() => {})
  }

  #session(): Promise<Client> {
    return this.#signedIn ?? this.#goOnWith(this.#open())
  }

  /** Stores a sign-in that has begun, for this and the next calls. If it fails, the next call signs in again. */
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
    // If the token cannot be stored, the next command signs in again.
    const whole = `${this.#tokenFile}.${randomBytes(6).toString('hex')}`
    await writeFile(whole, `${this.account.address} ${token}\n`, { mode: 0o600, flag: 'wx' })
      .then(() => rename(whole, this.#tokenFile))
      .catch(() => {})
    return this.#client.withToken(token)
  }
}

/** Ends the session that an earlier command stored, because no session of the wallet may remain on a machine without the wallet's key. Never rejects. */
export async function endKeptSession({ dataDir, client }: { dataDir: string; client: Client }): Promise<void> {
  const file = path.join(dataDir, tokenName)
  const [, token] = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ')
  if (token === undefined) return
  // Delete the token's file last. If this process ends before that, the next start of the agent tries again. If the API cannot end the session now, the session
  // stays open until it expires.
  await client
    .withToken(token)
    .closeSession()
    .catch(() => {})
  await rm(file, { force: true }).catch(() => {})
}

/** Returns true if the settings' key file is on this machine. */
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
