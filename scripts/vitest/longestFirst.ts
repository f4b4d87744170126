import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node'

/**
 * Returns a sequencer that runs the rooms of `files` first, and in each room these files first (ends of paths, slowest first). So no slow file runs last while
 * other cores are idle. Recorded times do not help on a new machine, and the length of a file says little about its duration. Rooms do not mix, because Vitest
 * ends a worker unless the next file is in the same room, and a new worker for the API takes several seconds of processor time.
 */
export function longestFirst(files: readonly string[]): TestSequencerConstructor {
  const placeOf = ({ moduleId }: TestSpecification) => {
    const place = files.findIndex((file) => moduleId.endsWith(`/${file}`))
    return place === -1 ? files.length : place
  }
  return class LongestFirst extends BaseSequencer {
    override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(specifications)
      const firstOf = new Map<string, number>()
      for (const it of sorted) firstOf.set(it.project.name, Math.min(placeOf(it), firstOf.get(it.project.name) ?? files.length))
      const roomOf = ({ project }: TestSpecification) => firstOf.get(project.name) ?? files.length
      return sorted.toSorted((one, other) => roomOf(one) - roomOf(other) || placeOf(one) - placeOf(other))
    }
  }
}
