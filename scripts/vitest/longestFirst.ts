import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node'

/**
 * A sequencer that runs `files` first (ends of paths, slowest first), so that no slow file runs alone at the end while cores are idle. A new machine has no
 * recorded times, and the length of a file says little about its duration. The other files follow by room, as in Vitest, which reuses a worker while the next
 * file is in the same room.
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
