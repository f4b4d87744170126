import type { Hex32 } from '@infinitio/domain'
import type { RenderInput } from '../input/renderInput.ts'
import { type BlenderFacts, checkBlender } from './checkBlender.ts'
import type { Blender } from './findBlender.ts'

/** The checks of a Blender, which render a fixed test scene once. */
export type BlenderChecks = {
  /** Returns in words why a Blender cannot take a job; null if it can: its pictures do not change, and their fingerprint is the one of the job. */
  readonly lacks: (input: Pick<RenderInput, 'fingerprint'>) => Promise<string | null>
  /** Returns the fingerprint of the Blender, or nothing if its pictures change. Rejects if the test scene cannot be rendered now. */
  readonly fingerprints: () => Promise<readonly Hex32[]>
}

/** The settings of the test render: the priority of its process, from 0 to 19, and whether it may use all processor cores now. */
export type CheckSettings = { readonly niceness?: number; readonly mayRender?: () => boolean }

const checkWithinMs = 600_000
const lookEveryMs = 1_000
/** After a failure, the test scene is not rendered again for this long. */
const failureHoldsMs = 6 * 3_600_000

/**
 * Creates the checks of a Blender. The result of the test render holds as long as this process runs; a failure holds for six hours, because anybody can submit
 * jobs that ask again. The render does not start while `mayRender` returns false, and ends if it returns false later.
 */
export function createBlenderChecks(blender: Blender, { niceness = 0, mayRender = () => true }: CheckSettings): BlenderChecks {
  let known: Promise<BlenderFacts> | null = null
  let failure: { readonly error: unknown; readonly at: number } | null = null

  async function render(): Promise<BlenderFacts> {
    const rented = new AbortController()
    const timer = setInterval(() => {
      if (!mayRender()) rented.abort(new Error('the machine was rented while it rendered the test scene'))
    }, lookEveryMs)
    try {
      return await checkBlender(blender, { niceness, signal: AbortSignal.any([rented.signal, AbortSignal.timeout(checkWithinMs)]) })
    } catch (error) {
      known = null
      if (!rented.signal.aborted) failure = { error, at: performance.now() }
      throw error
    } finally {
      clearInterval(timer)
    }
  }

  async function facts(): Promise<BlenderFacts> {
    if (known !== null) return await known
    if (failure !== null && performance.now() - failure.at < failureHoldsMs) throw failure.error
    if (!mayRender()) throw new Error('the machine is rented, and has not rendered the test scene yet')
    known = render()
    return await known
  }

  return {
    async fingerprints() {
      const { fingerprint } = await facts()
      return fingerprint === null ? [] : [fingerprint]
    },
    async lacks({ fingerprint }) {
      try {
        const { build, fingerprint: own } = await facts()
        if (own === null) return `Blender ${build} renders the test scene differently with another number of threads`
        return own === fingerprint ? null : `Blender ${build} has the fingerprint ${own}, and the job names ${fingerprint}`
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
  }
}
