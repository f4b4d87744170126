import type { Logger } from '@infinitio/process'
import { InfinitioError } from '@infinitio/sdk'

/**
 * Runs work that is repeated in a loop and may fail, without stopping the loop. Logs a failure only once, until the work succeeds or fails in another way. So
 * an hour without the API gives two log lines instead of hundreds. `run` returns null after a failure.
 */
export class Quietly {
  readonly #logger: Logger
  readonly #last = new Map<string, string>()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  async run<Result>(what: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      const result = await work()
      if (this.#last.delete(what)) this.#logger.info({ what }, 'works again')
      return result
    } catch (error) {
      const code = error instanceof InfinitioError ? error.code : String(error)
      if (this.#last.get(what) !== code) this.#logger.warn({ what, code, err: error }, 'failed, and the agent tries again')
      this.#last.set(what, code)
      return null
    }
  }
}
