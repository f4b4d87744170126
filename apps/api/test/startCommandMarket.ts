import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

/** A market with the command line client in front of it and a renter with money in it. */
export type CommandMarket = {
  readonly api: TestApi
  readonly cli: TestCli
  /** The engine that runs now, or ran last. */
  readonly engine: TestEngine
  /** What people do in it, by the engine that runs now. */
  readonly market: LiveMarket
  /** Starts another engine, after a test has ended the one there was. */
  restartEngine(): Pick<CommandMarket, 'engine' | 'market'>
  stop(): Promise<void>
}

/** Starts the API, an engine and commands against them, and gives the renter the faucet's money. Whatever was started is stopped when the rest cannot be. */
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
