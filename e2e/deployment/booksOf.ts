import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { bareEnv } from '@infinitio/process/test'
import type { TestDeployment } from './startTestDeployment.ts'
import { waitFor } from './waitFor.ts'

const checkout = resolve(import.meta.dirname, '..', '..')

/**
 * Returns the differences between the four records of a deployment's state: journal, order book in memory, database rows and chain. Each difference is one
 * sentence. Waits until no work is unfinished, then runs the engine's audit, which only reads.
 */
export async function booksOf(deployment: TestDeployment): Promise<string[]> {
  const ports = readJson<{ postgres: number }>(join(deployment.dataDir, 'ports.json'))
  const passwords = readJson<Record<string, string>>(join(deployment.dataDir, 'keys', 'database-passwords.json'))
  const { directory } = readJson<{ directory: string }>(join(deployment.dataDir, 'chain', 'deployment.json'))
  const env = {
    ...bareEnv(),
    DATABASE_URL: `postgres://infinitio_api:${passwords.infinitio_api}@127.0.0.1:${ports.postgres}/infinitio`,
    RPC_URL: deployment.rpcUrl,
    DIRECTORY_ADDRESS: directory,
  }
  const lines = await waitFor({
    what: 'the deployment to be quiet',
    within: 60,
    read: () => audit(env),
    until: (printed) => /on its way: nothing/.test(printed.at(-1) ?? ''),
  })
  return lines.slice(0, -1)
}

/** Returns the output lines of one audit: its findings, then the summary. */
function audit(env: NodeJS.ProcessEnv): Promise<string[]> {
  const program = programFile('apps/engine/src/audit/main.ts')
  return new Promise((done, fail) => {
    execFile(join(checkout, 'node_modules/.bin/node'), [program], { cwd: checkout, env, timeout: 60_000 }, (error, stdout, stderr) => {
      const lines = stdout.trim().split('\n')
      if (/^journal \d+/.test(lines.at(-1) ?? '')) done(lines)
      else fail(new Error(`the books could not be checked: ${error?.message}\n${stdout}\n${stderr}`))
    })
  })
}

function readJson<Value>(file: string): Value {
  return JSON.parse(readFileSync(file, 'utf8')) as Value
}
