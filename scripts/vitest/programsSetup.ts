import { bundlePrograms } from '../programs/bundlePrograms.ts'

/** Bundles the programs, because tests start them hundreds of times. Tests find the bundles with `programFile`. */
export default async function programsSetup(): Promise<void> {
  process.env.TEST_PROGRAMS = await bundlePrograms()
}
