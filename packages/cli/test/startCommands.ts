import { fork } from 'node:child_process'
import { once } from 'node:events'
import { programFile } from '@infinitio/process/test'
import type { AskedRun, EndedRun } from './commandServer.ts'

/** The processes of this test worker that have loaded the program and that no test file uses now. */
const atRest: CommandProcess[] = []

/**
 * Returns functions that run commands one after the other in a process; see `commandServer.ts`. The process is one that an earlier test file of this worker has
 * stopped using, because loading the program takes a second of processor time.
 */
export function startCommands(): { readonly run: (asked: AskedRun) => Promise<EndedRun>; readonly stop: () => void } {
  const commands = atRest.pop() ?? new CommandProcess()
  commands.begin()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    run: (asked) => {
      waiting += 1
      const answer = last
        .then(() => commands.ask(asked))
        .finally(() => {
          waiting -= 1
        })
      last = answer.catch(() => {})
      return answer
    },
    stop: () => {
      // A process with a command that has not ended is of no use to the next test file.
      if (waiting > 0 || !commands.rest()) commands.kill()
      else atRest.push(commands)
    },
  }
}

/** One process that runs commands. */
class CommandProcess {
  readonly #child = fork(programFile('packages/cli/test/commandServer.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  readonly #ended = once(this.#child, 'exit').then(([code]) => {
    throw new Error(`the commands' process ended with ${code}`)
  })

  constructor() {
    this.#ended.catch(() => {})
  }

  /** Keeps the test worker running until `rest` is called. */
  begin(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }

  /** Runs a command. Only one may run at a time. Throws if the process ends. */
  async ask(asked: AskedRun): Promise<EndedRun> {
    this.#child.send(asked)
    const [answer] = await Promise.race([once(this.#child, 'message'), this.#ended])
    return answer
  }

  /** Lets the test worker end while the process waits for the next test file; the process then ends too. Returns false if it has already ended. */
  rest(): boolean {
    this.#child.unref()
    this.#child.channel?.unref()
    return this.#child.connected
  }

  kill(): void {
    this.#child.kill()
  }
}
