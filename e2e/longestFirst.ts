import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, longest first. */
const longest = ['browser.test.ts', 'cli.test.ts', 'orders.test.ts', 'network/partition.test.ts', 'leaseChanges.test.ts', 'chaos.test.ts']

/** Begins with the files that take longest, so that neither house stands alone with one of them at the end. A machine that is new has no times to go by. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`))
      return at === -1 ? longest.length : at
    }
    return files.toSorted((one, other) => place(one) - place(other))
  }
}
