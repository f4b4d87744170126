import { randomUUID } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { constants } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type Docker from 'dockerode'
import { z } from 'zod'
import { type Exit, signalGroup } from '../sandboxProcess.ts'
import { startTicksOf } from '../startTicksOf.ts'
import { processesBeside } from './containerProcesses.ts'

/** A command that an engine started in a container. `pid` is its process id on this machine, 0 if it has already ended. `ended` resolves with its exit. */
export type ContainerCommand = { exec: Docker.Exec; stream: Duplex; pid: number; ended(): Promise<Exit>; signal(name: NodeJS.Signals): void }

type ContainerOrder = { command: readonly string[]; environment: Record<string, string>; tty: boolean }

const inspected = z.object({ Running: z.boolean(), ExitCode: z.int().nullable(), Pid: z.int().default(0) })
const endWithinMs = 10_000
const lookAgainMs = 20
const mostLooks = 25

/** Starts a command in a running container and connects its streams. Rejects if the container engine refuses. */
export async function runInContainer(container: Docker.Container, { command, environment, tty }: ContainerOrder): Promise<ContainerCommand> {
  const exec = await container.exec({
    ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: tty },
    ...{
      Cmd: [...command],
      Env: [...Object.entries(environment).map(([name, value]) => `${name}=${value}`), sessionMark],
      User: '0:0',
      WorkingDir: '/root',
    },
  })
  const stream = await exec.start({ hijack: true, stdin: true, Tty: tty })
  stream.on('error', () => {})
  const { pid, startTicks } = await leaderOf(exec)
  return {
    exec,
    stream,
    pid,
    ended: () => endOf(exec),
    signal: (name) => {
      if (pid === 0 || !(name in constants.signals)) return
      // Another process may have this process id by now. So send the signal only if the process has the stored start time.
      void startTicksOf(pid).then((ticks) => ticks !== null && ticks === startTicks && signalGroup(pid, name))
    },
  }
}

/**
 * Returns the process id that an engine's command has on this machine, and its start time as the kernel states it. The engine makes each command a session
 * leader.
 */
export async function leaderOf(exec: Docker.Exec): Promise<{ pid: number; startTicks: string | null }> {
  for (let look = 1; ; look += 1) {
    const { Pid, Running } = inspected.parse(await exec.inspect())
    if (Pid !== 0) return { pid: Pid, startTicks: await startTicksOf(Pid) }
    // The engine may report the process number only shortly after the start, so ask again.
    if (!Running || look === mostLooks) return { pid: 0, startTicks: null }
    await wait(lookAgainMs)
  }
}

/**
 * Asks the engine repeatedly until it reports the command's exit code. Returns 255 if there is none after 10 s, or if the engine does not answer as expected, for
 * example because it no longer knows the command.
 */
async function endOf(exec: Docker.Exec): Promise<Exit> {
  const deadline = Date.now() + endWithinMs
  for (;;) {
    const answer = await exec.inspect().then(
      (raw) => inspected.parse(raw),
      () => null,
    )
    if (answer === null) return { code: 255, signal: null }
    if (!answer.Running && answer.ExitCode !== null) return { code: answer.ExitCode, signal: null }
    if (Date.now() > deadline) return { code: 255, signal: null }
    await wait(lookAgainMs)
  }
}

const sessionVariable = 'INFINITIO_SESSION'

/** The environment variable (`NAME=value`) that marks the commands and terminals which this process starts in containers. */
const sessionMark = `${sessionVariable}=${randomUUID()}`

/**
 * Ends the commands and terminals that an earlier agent process started in a container, because nobody reads their output any longer and the engine holds their
 * terminals open. Background processes of these commands and the lease's start script continue. `leader` is the container's first process.
 */
export async function hangUpSessions(leader: number): Promise<void> {
  const space = await readlink(`/proc/${leader}/ns/pid`).catch(() => null)
  for (const pid of await processesBeside(leader)) {
    if ((await isOfAnotherAgent(pid)) && (await spaceOfParent(pid)) !== space) signalGroup(pid, 'SIGHUP')
  }
}

async function isOfAnotherAgent(pid: number): Promise<boolean> {
  const lines = (await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).split('\0')
  return lines.some((line) => line.startsWith(`${sessionVariable}=`)) && !lines.includes(sessionMark)
}

/**
 * Returns the PID namespace of the parent of a process. For a process that the engine started, that is the engine's namespace, and otherwise the container's.
 * Null if the process has ended.
 */
async function spaceOfParent(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return readlink(`/proc/${parent}/ns/pid`).catch(() => null)
}
