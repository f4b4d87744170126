import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestDeployment } from './startTestDeployment.ts'

/** A process that writes log lines about an order. `matcher`, `worker` and `follower` are all parts of the engine process. */
export type RoomOfOrder = 'web' | 'matcher' | 'worker' | 'follower' | 'agent' | 'gateway'

/**
 * Returns the log messages about one order. The result maps each process to its messages, in the order of its log. A line is about the order if its field
 * `orderHash` is the order's hash.
 */
export function orderLines(deployment: TestDeployment, orderHash: string): Map<RoomOfOrder, string[]> {
  const lines = logText(deployment)
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes(orderHash))
  const parsed = lines.map((line) => JSON.parse(line) as { room: RoomOfOrder; part?: RoomOfOrder; orderHash?: string; msg: string })
  const named = parsed.filter((line) => line.orderHash === orderHash)
  return new Map([...Map.groupBy(named, (line) => line.part ?? line.room)].map(([room, all]) => [room, all.map((line) => line.msg)]))
}

/** Returns the names of key files of a test deployment whose secret (a key or a password) also appears in one of the deployment's logs. */
export function loggedSecrets(deployment: TestDeployment): string[] {
  const keys = join(deployment.dataDir, 'keys')
  const text = logText(deployment)
  return readdirSync(keys).filter((file) => secretsIn(readFileSync(join(keys, file), 'utf8')).some((secret) => text.includes(secret)))
}

function secretsIn(text: string): string[] {
  if (!text.startsWith('{')) return [text.trim(), text.trim().replace(/^0x/, '')]
  return Object.values(JSON.parse(text) as Record<string, string>)
}

function logText({ dataDir }: TestDeployment): string {
  const logs = join(dataDir, 'logs')
  return readdirSync(logs)
    .map((file) => readFileSync(join(logs, file), 'utf8'))
    .join('\n')
}
