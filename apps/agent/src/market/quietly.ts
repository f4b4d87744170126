import type { Logger } from '@infinitio/process'
import { InfinitioError } from '@infinitio/sdk'

/**
 * Runs repeated work that may fail without stopping its loop. Logs a failure once, until it passes or changes, so that an hour without the API gives two log
 * lines instead of hundreds. Returns null after a failure.
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
      if (this.#last.get(what) !== code) this.#logger.warn({ what, code, err: error }, 'failed; it is tried again')
      this.#last.set(what, code)
      return null
    }
  }
}
