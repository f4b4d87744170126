import { bundlePrograms } from '../programs/bundlePrograms.ts'

/** Tests start programs by the hundred: they find their bundles by `programFile`. */
export default async function programsSetup(): Promise<void> {
  process.env.TEST_PROGRAMS = await bundlePrograms()
}
