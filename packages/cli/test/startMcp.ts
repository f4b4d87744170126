import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { programFile } from '@infinitio/process/test'

/** The answer of a tool of `infinitio mcp`: its text, and whether it failed. */
export type ToolAnswer = { readonly text: string; readonly isError: boolean }

type Answer = { readonly id: number; readonly result: { readonly content: readonly { readonly text: string }[]; readonly isError: boolean } }

/** Starts `infinitio mcp` as an agent does. `call` calls a tool and waits for its answer. `stop` ends its input and waits until it has ended. */
export function startMcp(env: NodeJS.ProcessEnv): {
  readonly call: (tool: string, given: object) => Promise<ToolAnswer>
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
  return {
    call: async (tool, given) => {
      last += 1
      const id = last
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: tool, arguments: given } })}\n`)
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
      const left = ended.then(([code]) => Promise.reject(new Error(`infinitio mcp ended with ${code}`)))
      const { result } = await Promise.race([answered, left])
      return { text: result.content.map(({ text }) => text).join('\n'), isError: result.isError }
    },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
