import { type ProgramRun, runProgram } from '@infinitio/adapter-process'
import type { ChildReply, ChildRequest } from './messages.ts'

const program = new URL('./main.ts', import.meta.url)

/** Answers one request in a process with limits. Throws as `runProgram` does. */
export async function runChild(run: Omit<ProgramRun<ChildReply>, 'program' | 'request'> & { readonly request: ChildRequest }): Promise<void> {
  await runProgram<ChildReply>({ ...run, program })
}
