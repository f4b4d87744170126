import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const checkout = resolve(import.meta.dirname, '../../..')

/**
 * Returns the path from which a test starts one of our programs (`apps/engine/src/main.ts`): the bundle of this test run, or the source if there is no bundle.
 * A bundle starts faster.
 */
export function programFile(program: string): string {
  const bundle = join(process.env.TEST_PROGRAMS ?? checkout, program.replace(/\.ts$/, '.mjs'))
  return existsSync(bundle) ? bundle : join(checkout, program)
}
