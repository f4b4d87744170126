import { readKeyFile } from '@infinitio/process'
import { type Client, createClient, InfinitioError, refusal } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** The provider's wallet, signed in to the market for as long as a command runs. */
export class WalletSession {
  readonly account: PrivateKeyAccount
  readonly privateKey: `0x${string}`
  readonly #client: Client
  #signedIn: Promise<Client> | null = null

  /** Throws `wallet.key_unreadable` when the key file cannot be used, or others can read it. `signal` ends what takes too long. */
  constructor({ apiUrl, keyFile, signal }: { apiUrl: string; keyFile: string; signal?: AbortSignal }) {
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
      this.#signedIn = null
      return await run(await this.#session())
    }
  }

  /** Signs out again, if it was signed in. Never rejects. */
  async close(): Promise<void> {
    const signedIn = this.#signedIn
    this.#signedIn = null
    if (signedIn === null) return
    await signedIn.then((client) => client.closeSession()).catch(() => {})
  }

  #session(): Promise<Client> {
    this.#signedIn ??= this.#client.signIn({ signer: this.account, as: 'token' }).then(({ token }) => this.#client.withToken(token ?? ''))
    return this.#signedIn
  }
}

function readKey(keyFile: string): `0x${string}` {
  try {
    return readKeyFile(keyFile)
  } catch (error) {
    throw refusal('wallet.key_unreadable', { detail: (error as Error).message })
  }
}
