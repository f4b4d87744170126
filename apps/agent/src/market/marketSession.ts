import type { ChainWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type Client, createClient, InfinitioError } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'

/** A node of this process with the account of its node key. */
export type SigningNode = { nodeId: string; account: PrivateKeyAccount }

const answerWithinMs = 10_000

/** `fetch` that gives up after 10 s, so that an API that hangs cannot hold up the end of a lease; a stream brings its own signal. */
const fetchInTime: typeof fetch = (input, init) => fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(answerWithinMs) })

/** One session for all nodes of this process; it signs in again by itself when the API forgot it. */
export class MarketSession {
  readonly #client: Client
  readonly #nodes: readonly SigningNode[]
  readonly #logger: Logger
  #signedIn: Promise<Client> | null = null
  #chain: ChainWire | null = null

  constructor({ apiUrl, nodes, logger }: { apiUrl: string; nodes: readonly SigningNode[]; logger: Logger }) {
    this.#client = createClient({ baseUrl: apiUrl, fetch: fetchInTime })
    this.#nodes = nodes
    this.#logger = logger
  }

  /** Runs one call as the nodes; signs in first, and once more when the session is refused. Rejects with InfinitioError. */
  async call<Answer>(run: (client: Client) => Promise<Answer>): Promise<Answer> {
    const client = await this.#session()
    try {
      return await run(client)
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.status !== 401) throw error
      this.#signedIn = null
      return await run(await this.#session())
    }
  }

  /** Chain id and addresses, asked for once: they do not change while the market lives. Rejects with InfinitioError. */
  async chain(): Promise<ChainWire> {
    this.#chain ??= await this.#client.getChain()
    return this.#chain
  }

  #session(): Promise<Client> {
    this.#signedIn ??= this.#signIn().catch((error: unknown) => {
      this.#signedIn = null
      throw error
    })
    return this.#signedIn
  }

  async #signIn(): Promise<Client> {
    const signers = this.#nodes.map(({ nodeId, account }) => ({ nodeId, signMessage: account.signMessage }))
    const { token } = await this.#client.signInNodes(signers)
    this.#logger.info({ nodes: this.#nodes.length }, 'signed in to the market')
    return this.#client.withToken(token)
  }
}
