import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { trimLog } from '../runtime/trimLog.ts'
import { staysAway } from '../control/controlMessages.ts'

/** The agent's own program. */
export const agentProgram = path.resolve(import.meta.dirname, '..', 'main.ts')

/** Returns the path of the log file of an agent that runs in the foreground. */
export const logFileOf = (dataDir: string): string => path.join(dataDir, 'agent.log')

/** Exit code of an agent that has wrong settings. Starting it again would not help. */
const badSettings = 78
const firstPauseMs = 500
const longestPauseMs = 15_000
const steadyAfterMs = 30_000
const trimEveryMs = 60_000

/**
 * Runs the agent of a data folder and starts it again whenever it ends. There are three exceptions: the agent asks to stay stopped, its settings are wrong, or
 * `stop` was called. Writes the agent's log lines to `agent.log`, and calls `onTrouble` with those that a person should see. `ended` resolves with the exit
 * code, which is 0 after an intended stop.
 */
export function superviseAgent({ dataDir, onTrouble }: { dataDir: string; onTrouble: (text: string) => void }): {
  ended: Promise<number>
  stop: () => void
} {
  const log = createWriteStream(logFileOf(dataDir), { flags: 'a', mode: 0o600 })
  const onUntrimmed = (error: Error): void => onTrouble(`the agent's log cannot be shortened: ${error.message}`)
  const trimming = setInterval(() => void trimLog(logFileOf(dataDir)).catch(onUntrimmed), trimEveryMs)
  let child: ChildProcess | null = null
  let isStopped = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | null = null
  const { promise, resolve } = Promise.withResolvers<number>()
  const end = (code: number): void => {
    clearInterval(trimming)
    log.end()
    resolve(code)
  }
  const start = (): void => {
    const startedAt = Date.now()
    child = spawnAgent(dataDir)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.pipe(log, { end: false })
      if (stream) createInterface({ input: stream }).on('line', (line) => tell(line, onTrouble))
    }
    child.once('error', (error) => onTrouble(`the agent cannot be started: ${error.message}`))
    child.once('close', (code) => {
      child = null
      if (isStopped || code === staysAway) return end(0)
      if (code === badSettings) return end(1)
      pauseMs = Date.now() - startedAt > steadyAfterMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2)
      timer = setTimeout(start, code === 0 ? 0 : pauseMs)
    })
  }
  start()
  return {
    ended: promise,
    stop() {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
      if (child === null) end(0)
      else child.kill('SIGTERM')
    },
  }
}

function spawnAgent(dataDir: string): ChildProcess {
  process.env['AGENT_SETTINGS'] = dataDir
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', agentProgram], {
    // With the IPC channel, the agent notices if this process was killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

const loud = new Set(['warn', 'error', 'fatal'])

function tell(line: string, onTrouble: (text: string) => void): void {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: string; msg?: string; err?: { message?: string } }
    if (loud.has(level ?? '')) onTrouble([msg, err?.message].filter((part) => part !== undefined).join(': '))
  } catch {
    onTrouble(line)
  }
}
