import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@infinitio/process'
import { isAway } from './isAway.ts'

const RETRY_MS = 1_000

/** Retries `run` once a second while the database or the chain is unavailable. Throws any other error. */
export async function untilBack<Result>({ run, logger }: { run: () => Promise<Result>; logger: Logger }): Promise<Result> {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!isAway(error)) throw error
      logger.warn({ err: error }, 'database or chain away at start; trying once a second')
      await delay(RETRY_MS)
    }
  }
}
