import { execFile } from 'node:child_process'
import { programFile } from '@infinitio/process/test'
import { bareEnv } from '@infinitio/process/test'
import type { TestApi } from './startTestApi.ts'
import type { TestEngine } from './startTestEngine.ts'

const program = programFile('apps/engine/src/audit/main.ts')

/**
 * Runs the engine's own audit after all pending work is done. Returns the differences that the audit finds between journal, order book, database and chain, one
 * in each line.
 */
export async function auditOf({ database, chain }: TestApi, engine: TestEngine): Promise<string[]> {
  const place = { DATABASE_URL: database.urls.infinitio_api, RPC_URL: chain.rpcUrl, DIRECTORY_ADDRESS: chain.addresses.directory }
  const env = { ...bareEnv(), NODE_ENV: 'test' as const, ...place }
  const lines = await engine.until('nothing is on its way', async () => {
    const printed = await linesOf(env)
    return /on its way: nothing/.test(printed.at(-1) ?? '') ? printed : null
  })
  return lines.slice(0, -1)
}

function linesOf(env: NodeJS.ProcessEnv): Promise<string[]> {
  return new Promise((done, fail) => {
    execFile(process.execPath, [program], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const lines = stdout.trim().split('\n')
      if (/^journal \d+/.test(lines.at(-1) ?? '')) done(lines)
      else fail(new Error(`the books could not be checked: ${error?.message}\n${stdout}\n${stderr}`))
    })
  })
}
