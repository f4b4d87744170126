import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node'

/**
 * Returns a vitest sequencer that starts the slowest files first, so that no slow file runs last while other cores are idle. It runs the projects in the order
 * of `files`, and in each project first the files that are listed there (ends of paths, slowest first). The list is written by hand, because a new machine has
 * no recorded times, and the length of a file says little about its duration. Projects do not mix: Vitest ends a worker before a file of another project, and
 * a new worker must load its modules again.
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
      const projectOf = ({ project }: TestSpecification) => firstOf.get(project.name) ?? files.length
      return sorted.toSorted((one, other) => projectOf(one) - projectOf(other) || placeOf(one) - placeOf(other))
    }
  }
}
