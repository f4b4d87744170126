import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type ProgramRun, runProgram } from '@infinitio/adapter-process'
import { AdapterError } from '@infinitio/tasks/adapter'
import type { ChildReply, ChildRequest } from './messages.ts'

const program = new URL('./main.ts', import.meta.url)
const compiledFolder = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))

/** Returns true if this installation has the adapter's program and DuckDB. The packed command has neither, because DuckDB is ten times as large as the command. */
export function isDataInstalled(): boolean {
  if (!existsSync(program)) return false
  try {
    createRequire(program).resolve('@duckdb/node-api')
    return true
  } catch {
    return false
  }
}

/** Answers one request in a process with limits. Throws as `runProgram` does. */
export async function runChild(
  run: Omit<ProgramRun<ChildReply>, 'program' | 'request'> & { readonly request: ChildRequest | Promise<ChildRequest> },
): Promise<void> {
  if (!isDataInstalled())
    throw new AdapterError('adapterFault', 'This installation has no DuckDB. Jobs in SQL need a checkout of the market or its images.')
  await runProgram<ChildReply>({ ...run, program, compiledFolder })
}
