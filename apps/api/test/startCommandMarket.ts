import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

/** A market with the command line client and a renter with a balance. */
export type CommandMarket = {
  readonly api: TestApi
  readonly cli: TestCli
  /** The engine that is running now, or the last one if a test has stopped it. */
  readonly engine: TestEngine
  /** Actions of users in the market, bound to the current engine. */
  readonly market: LiveMarket
  /** Starts a new engine, after a test has stopped the previous one. */
  restartEngine(): Pick<CommandMarket, 'engine' | 'market'>
  stop(): Promise<void>
}

/**
 * Starts the API, an engine and the client, and gives the renter tokens from the faucet. If one of
 * them cannot start, stops the others.
 */
export async function startCommandMarket(): Promise<CommandMarket> {
  const api = await startTestApi()
  const cli = startCli(api)
  const startEngine = () => {
    const engine = startTestEngine(api)
    return { engine, market: liveMarket(api, engine) }
  }
  let now = startEngine()
  const stop = async () => {
    cli.stop()
    await now.engine.stop()
    await api.stop()
  }
  try {
    await now.market.fund(api.chain.keys.renter)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    api,
    cli,
    get engine() {
      return now.engine
    },
    get market() {
      return now.market
    },
    restartEngine() {
      now = startEngine()
      return now
    },
    stop,
  }
}
