import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const checkout = resolve(import.meta.dirname, '../../..')

/**
 * Where a program of ours (`apps/engine/src/main.ts`) is started from in a test: the bundle that this run of tests made of it, which takes a quarter of
 * the time until its first line, or its source, when there is none.
 */
export function programFile(program: string): string {
  const bundle = join(process.env.TEST_PROGRAMS ?? checkout, program.replace(/\.ts$/, '.mjs'))
  return existsSync(bundle) ? bundle : join(checkout, program)
}
