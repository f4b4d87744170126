import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node'

/**
 * A sequencer that begins with `files`, ends of paths, the longest first, so that none of them stands alone at the end with half the machine idle; a machine that is
 * new has no times to go by, and the length of a file says little. The others follow room by room, as Vitest has them: a worker is kept while the next file is of its room.
 */
export function longestFirst(files: readonly string[]): TestSequencerConstructor {
  const placeOf = ({ moduleId }: TestSpecification) => {
    const place = files.findIndex((file) => moduleId.endsWith(`/${file}`))
    return place === -1 ? files.length : place
  }
  return class LongestFirst extends BaseSequencer {
    override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(specifications)
      return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
    }
  }
}
