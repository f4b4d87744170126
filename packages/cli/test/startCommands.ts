import { fork } from 'node:child_process'
import { once } from 'node:events'
import { programFile } from '@infinitio/process/test'
import type { AskedRun, EndedRun } from './commandServer.ts'

/** Starts a process that runs commands one after the other; see `commandServer.ts`. */
export function startCommands(): { readonly run: (asked: AskedRun) => Promise<EndedRun>; readonly stop: () => void } {
  const child = fork(programFile('packages/cli/test/commandServer.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the commands' process ended with ${code}`)
  })
  ended.catch(() => {})
  let last: Promise<unknown> = Promise.resolve()
  const ask = async (asked: AskedRun): Promise<EndedRun> => {
    child.send(asked)
    const [answer] = await Promise.race([once(child, 'message'), ended])
    return answer
  }
  return {
    run: (asked) => {
      const answer = last.then(() => ask(asked))
      last = answer.catch(() => {})
      return answer
    },
    stop: () => void child.kill(),
  }
}
