import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { type Exit, type PipedProcess, signalGroup } from '../sandboxProcess.ts'

/** A child that was started with three pipes and leads its own process group. One that could not be started exits 127. */
export function pipedProcess(child: ChildProcess): PipedProcess {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error('the child was not started with pipes')
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }))
    // Not 'close': a background child may keep the pipes open after the command itself has ended.
    child.once('exit', (code, signal) => resolve(code === null ? { code: null, signal: signal ?? 'SIGKILL' } : { code, signal: null }))
  })
  const pid = child.pid ?? 0
  // The renter may hang up or stop reading at any moment.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {})
  return {
    ...{ pid, stdin, stdout, stderr, exited },
    signal: (name) => {
      if (pid !== 0 && name in constants.signals) signalGroup(pid, name)
    },
  }
}
