import type { RenderInput } from '../input/renderInput.ts'
import { type BlenderFacts, checkBlender } from './checkBlender.ts'
import type { Blender } from './findBlender.ts'

/** The checks of a Blender, which render a fixed test scene once. */
export type BlenderChecks = {
  /** Returns in words why a Blender cannot take a job; null if it can: its pictures do not change, and their fingerprint is the one of the job. */
  readonly lacks: (input: Pick<RenderInput, 'fingerprint'>) => Promise<string | null>
}

const checkWithinMs = 600_000

/** Creates the checks of a Blender. A check that failed is repeated when the next job asks; one that succeeded holds as long as this process runs. `niceness` is the one of the test. */
export function createBlenderChecks(blender: Blender, niceness: number): BlenderChecks {
  let known: Promise<BlenderFacts> | null = null

  function facts(): Promise<BlenderFacts> {
    known ??= checkBlender(blender, { niceness, signal: AbortSignal.timeout(checkWithinMs) }).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  return {
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
