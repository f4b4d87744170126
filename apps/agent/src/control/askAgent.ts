import net from 'node:net'
import { type AgentStatus, controlAnswer, type ControlRequest, controlSocketOf, mostAnswerBytes } from './controlMessages.ts'

/**
 * Sends one request to the agent of a data folder. Resolves with the agent's answer; its `status` is null if the request asks for none. Resolves with null if
 * no agent answers within `withinMs`, the agent refuses the request, or the answer is malformed.
 */
export async function askAgent(
  dataDir: string,
  request: ControlRequest,
  { withinMs }: { withinMs: number },
): Promise<{ status: AgentStatus | null } | null> {
  const text = await exchange(controlSocketOf(dataDir), `${JSON.stringify(request)}\n`, withinMs)
  const answer = controlAnswer.safeParse(parseJson(text ?? ''))
  return answer.success && answer.data.ok ? { status: answer.data.status } : null
}

/** Returns the status of the agent that serves a data folder, or null if no agent runs there. */
export async function readAgentStatus(dataDir: string, { withinMs }: { withinMs: number }): Promise<AgentStatus | null> {
  return (await askAgent(dataDir, { ask: 'status' }, { withinMs }))?.status ?? null
}

function exchange(path: string, line: string, withinMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    let text = ''
    const socket = net.connect({ path })
    const timer = setTimeout(() => end(null), withinMs)
    const end = (answer: string | null): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    socket.setEncoding('utf8')
    socket.once('connect', () => socket.write(line))
    socket.on('error', () => end(null))
    socket.on('end', () => end(text))
    socket.on('data', (part: string) => {
      text += part
      if (text.length > mostAnswerBytes) end(null)
    })
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
