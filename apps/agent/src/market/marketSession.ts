import type { ChainWire } from '@infinitio/domain/wire'
import { deadlineSignal, type Logger, type WholeMilliseconds, wholeMilliseconds } from '@infinitio/process'
import { type Client, createClient, InfinitioError } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'

/** A node that this process serves, with the account of its node key. */
export type SigningNode = { nodeId: string; account: PrivateKeyAccount }

const answerWithinMs = wholeMilliseconds(10_000)
/** A stored file can have 16 MiB, which take 120 s at 1.1 Mbit/s. */
const fileWithinMs = wholeMilliseconds(120_000)
const storedFile = /\/artefacts\/0x[0-9a-f]{64}$/

/**
 * Calls `fetch` with a time limit of 10 s, so that an API that does not answer cannot delay the end of a lease. The limit of reading a stored file is 120 s. A
 * request that has its own abort signal, such as a stream, has no such limit.
 */
const fetchInTime: typeof fetch = (input, init) => fetch(input, { ...init, signal: init?.signal ?? deadlineSignal(limitOf(input, init)) })

/** Returns the time limit of a request in milliseconds. */
export function limitOf(input: Parameters<typeof fetch>[0], init?: RequestInit): WholeMilliseconds {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  return (init?.method ?? 'GET') === 'GET' && storedFile.test(pathname) ? fileWithinMs : answerWithinMs
}

/** The session at the market that all nodes of this process share. It signs in again if the API no longer accepts the session. */
export class MarketSession {
  readonly #client: Client
  readonly #nodes: readonly SigningNode[]
  readonly #logger: Logger
  #signedIn: Promise<Client> | null = null
  #chain: ChainWire | null = null

  constructor({ apiUrl, nodes, logger }: { apiUrl: string; nodes: readonly SigningNode[]; logger: Logger }) {
    // The client does not retry, because each loop of the agent repeats its own requests at its own interval.
    this.#client = createClient({ baseUrl: apiUrl, retries: 0, fetch: fetchInTime })
    this.#nodes = nodes
    this.#logger = logger
  }

  /**
   * Makes one call to the API in the session of the nodes. Signs in before the first call, and again if the API refuses the session. Rejects with
   * InfinitioError.
   */
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

  /** Returns the chain's id and the market's contract addresses. Reads them once, because they never change for a market. Rejects with InfinitioError. */
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
