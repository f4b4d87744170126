import { InfinitioError } from '@infinitio/sdk/emission'
import type { openValidator } from './openValidator.ts'
import { takeRound } from './takeRound.ts'

/** Takes one round after the other, `everyMs` apart. A round that fails is told of and the next one tries again. `stop` waits for the one that runs. */
export function runRounds(validator: ReturnType<typeof openValidator>, { everyMs }: { everyMs: number }): { stop(): Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let round = Promise.resolve()
  const next = () => {
    round = takeRound(validator)
      .catch((error: unknown) => {
        const code = error instanceof InfinitioError ? error.code : undefined
        validator.logger.warn({ err: error, code }, 'a round failed')
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(next, everyMs)
      })
  }
  next()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await round
    },
  }
}
