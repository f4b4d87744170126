import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const script = resolve(import.meta.dirname, '../..', 'apps/exit/scripts/buildExitPage.ts')

/** Builds the exit page into `file` with the build script of the exit page's package. */
export async function buildExitFile(file: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script, file])
}
