import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { programFile } from '@infinitio/process/test'

/** The answer of a tool of `infinitio mcp`: its text, and whether it failed. */
export type ToolAnswer = { readonly text: string; readonly isError: boolean }

type Answer = { readonly id: number; readonly result: Result }
type Result = { readonly content: readonly { readonly text: string }[]; readonly isError: boolean; readonly instructions?: string }

/**
 * Starts `infinitio mcp` as an agent does. `call` calls a tool and waits for its answer. `cancel` cancels the newest call. `initialize` returns the instructions
 * for the agent. `kill` ends the server, without a chance to clean up. `stop` ends its input and waits until it has ended.
 */
export function startMcp(env: NodeJS.ProcessEnv): {
  readonly call: (tool: string, given: object) => Promise<ToolAnswer>
  readonly cancel: () => void
  readonly initialize: () => Promise<string>
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
} {
  const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), 'mcp']
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const waiting = new Map<number, (answer: Answer) => void>()
  let last = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    waiting.get(answer.id)?.(answer)
  })
  const send = (message: object) => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const ask = async (method: string, params: object): Promise<Result> => {
    last += 1
    const id = last
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    send({ id, method, params })
    const left = ended.then(([code]) => Promise.reject(new Error(`infinitio mcp ended with ${code}`)))
    return (await Promise.race([answered, left])).result
  }
  return {
    call: async (tool, given) => {
      const { content, isError } = await ask('tools/call', { name: tool, arguments: given })
      return { text: content.map(({ text }) => text).join('\n'), isError }
    },
    cancel: () => send({ method: 'notifications/cancelled', params: { requestId: last } }),
    initialize: async () => (await ask('initialize', {})).instructions ?? '',
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
