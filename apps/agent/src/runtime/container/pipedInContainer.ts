import { PassThrough } from 'node:stream'
import type Docker from 'dockerode'
import type { PipedProcess } from '../sandboxProcess.ts'
import { demuxOutput } from './demuxOutput.ts'
import { runInContainer } from './runInContainer.ts'
import { withSecrets } from './secretsFile.ts'

/** Runs one command (null: a shell that reads standard input) in the container with pipes and no terminal. Rejects when the engine refuses. */
export async function pipedInContainer(
  container: Docker.Container,
  { command, environment }: { command: string | null; environment: Record<string, string> },
): Promise<PipedProcess> {
  const running = await runInContainer(container, { command: pipedShell(command), environment, tty: false })
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  // The renter may hang up or stop reading at any moment.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  const exited = demuxOutput(running.stream, { stdout, stderr }).then(running.ended, running.ended)
  return { pid: running.pid, stdin: running.stream, stdout, stderr, exited, signal: running.signal }
}

/** bash where the image has one, as in the local runtime; else its plain shell. */
function pipedShell(command: string | null): string[] {
  if (command === null) return ['/bin/sh', '-c', `${withSecrets}; [ -x /bin/bash ] && exec /bin/bash --noprofile --norc; exec /bin/sh`]
  return ['/bin/sh', '-c', `${withSecrets}; [ -x /bin/bash ] && exec /bin/bash -c "$1"; exec /bin/sh -c "$1"`, 'lease', command]
}
