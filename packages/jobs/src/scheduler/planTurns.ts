import { AdapterError } from '@infinitio/tasks'
import { fairTurns } from './fairTurns.ts'

/** The settings of turns of plans: how many run at once, and the pause after a refused one in milliseconds. `pause` resolves after so long, or rejects at the end. */
export type PlanTurns = { readonly most: number; readonly pauseMs: number; readonly pause: (ms: number) => Promise<void> }

const paused = Symbol('paused')

/**
 * Returns a function that runs plans of several owners, one at a time for each owner. A plan costs its owner nothing, so these turns are not those of merges,
 * and after a plan that the adapter refused, the next plan of its owner waits for a pause. A fault of the network makes no pause.
 */
export function planTurns({ most, pauseMs, pause }: PlanTurns): ReturnType<typeof fairTurns> {
  const inTurn = fairTurns({ most })
  const pauses = new Map<string, Promise<void>>()
  const begin = (owner: string) => {
    const over = pause(pauseMs).finally(() => pauses.delete(owner))
    // The plan that waits gets the rejection. Without one, it is nobody's.
    over.catch(() => {})
    pauses.set(owner, over)
  }
  return async (owner, work) => {
    for (;;) {
      await pauses.get(owner)
      const result = await inTurn(owner, async () => {
        if (pauses.has(owner)) return paused
        return await work().catch((error: unknown) => {
          if (error instanceof AdapterError) begin(owner)
          throw error
        })
      })
      if (result !== paused) return result
    }
  }
}
