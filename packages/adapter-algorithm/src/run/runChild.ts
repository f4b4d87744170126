import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type ProgramReply, runProgram } from '@infinitio/adapter-process'
import type { RunLimits } from '@infinitio/tasks'
import type { CallFailed, ChildRequest } from '../child/requests.ts'

/** A reply of the process that runs modules. */
export type ChildReply = ProgramReply<CallFailed>

const packageFolder = join(import.meta.dirname, '../..')
const program = new URL('../generated/child/main.mjs', import.meta.url)

/** Returns true if this installation has the adapter's program. */
export function isAlgorithmInstalled(): boolean {
  return existsSync(program)
}

/** Runs one request in a new process, which may read this package and no other file. Throws an AdapterError, or the signal's reason when it aborts. */
export async function runChild(run: {
  readonly request: ChildRequest
  readonly limits: RunLimits
  readonly signal: AbortSignal
  readonly onReply?: (reply: ChildReply) => void
}): Promise<void> {
  const nodeArguments = ['--permission', '--allow-worker', `--allow-fs-read=${realpathSync(packageFolder)}`]
  await runProgram<ChildReply>({ ...run, program, nodeArguments })
}
