import { type ChildProcess, fork } from 'node:child_process'
import { programFile } from '@infinitio/process/test'

/** The keys that a test's node has, and the leases on its disk, as it reports them when it has started. */
export type NodeFacts = { nodeKey: string; hostKey: string; leases: string[] }
type Answer = { id: number; ok: boolean; error?: string; facts?: NodeFacts; result?: unknown }

const entry = programFile('apps/agent/test/testNode.ts')

/**
 * Starts the agent of a node as a separate process. `order` sends it the leases that it should run, as the market would, and waits until the agent has started
 * or ended them.
 */
export async function startTestNode({
  dataDir,
  nodeId,
  tunnelPorts,
  gatewayKey,
  at,
  flags = [],
}: {
  dataDir: string
  nodeId: string
  tunnelPorts: readonly number[]
  gatewayKey: string
  at: { host: string; within: readonly string[] }
  flags?: string[]
}) {
  const [program, ...before] = at.within
  const child = fork(entry, [dataDir, nodeId, tunnelPorts.map((port) => `${at.host}:${port}`).join(','), gatewayKey, ...flags], {
    ...(program === undefined ? { execArgv: [] } : { execPath: program, execArgv: [...before, process.execPath] }),
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' },
  })
  const facts = (await answerOf(child, 0)).facts
  if (facts === undefined) throw new Error('the test node said nothing of itself')
  let lastId = 0
  const order = async (what: Record<string, unknown>): Promise<unknown> => {
    lastId += 1
    const id = lastId
    const answer = answerOf(child, id)
    child.send({ id, ...what })
    const { ok, error, result } = await answer
    if (!ok) throw new Error(error)
    return result
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await exited
  }
  return { facts, order, kill }
}

/** Ends all processes in the leases of a node's folder, as the removal of an agent does. Rejects if a process is still running. */
export async function endTestLeases(dataDir: string): Promise<void> {
  const child = fork(programFile('apps/agent/test/endLeases.ts'), [dataDir], { execArgv: [] })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`a process of the leases in ${dataDir} still runs`)
}

function answerOf(child: ChildProcess, id: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      if ((message as Answer).id !== id) return
      child.off('message', onMessage).off('exit', onExit)
      resolve(message as Answer)
    }
    const onExit = (): void => reject(new Error('the test node ended'))
    child.on('message', onMessage)
    child.once('exit', onExit)
  })
}
