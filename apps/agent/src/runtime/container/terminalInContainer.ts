import type Docker from 'dockerode'
import type { TerminalOrder } from '../runtime.ts'
import type { TerminalProcess } from '../sandboxProcess.ts'
import { runInContainer } from './runInContainer.ts'
import { withSecrets } from './secretsFile.ts'

const mostCharacters = 1_000

/** Runs one command in the container on a new terminal; null runs an interactive shell. Rejects when the engine refuses. */
export async function terminalInContainer(container: Docker.Container, order: TerminalOrder & { prompt: string }): Promise<TerminalProcess> {
  const term = /^[\w.+-]{1,32}$/.test(order.term) ? order.term : 'xterm-256color'
  const environment = { ...order.environment, TERM: term, PS1: order.prompt }
  const running = await runInContainer(container, { command: shellOf(order.command), environment, tty: true })
  const { stream } = running
  let over = false
  const resize = ({ columns, rows }: { columns: number; rows: number }): void => {
    // Ignore the error: a shell that has just ended has no terminal to resize, and its exit is reported soon.
    if (!over) void running.exec.resize({ h: clamp(rows), w: clamp(columns) }).catch(() => {})
  }
  resize(order)
  const exited = new Promise<void>((resolve) => {
    stream.once('end', resolve).once('close', resolve)
  }).then(() => {
    over = true
    return running.ended()
  })
  return {
    pid: running.pid,
    input: stream,
    resize,
    onOutput: (listener) => void stream.on('data', (bytes: Buffer) => listener(bytes)),
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    exited,
    signal: running.signal,
  }
}

function shellOf(command: string | null): string[] {
  if (command === null) return ['/bin/sh', '-c', `${withSecrets}; [ -x /bin/bash ] && exec /bin/bash -i; exec /bin/sh -i`]
  return ['/bin/sh', '-c', `${withSecrets}; [ -x /bin/bash ] && exec /bin/bash -c "$1"; exec /bin/sh -c "$1"`, 'lease', command]
}

function clamp(characters: number): number {
  if (!Number.isFinite(characters)) return 80
  return Math.min(mostCharacters, Math.max(1, Math.trunc(characters)))
}
