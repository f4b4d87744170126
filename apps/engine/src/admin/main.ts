// The operator's program; `npm run admin` starts it with its settings. Exit codes: 0 success, 1 failure, 2 usage error.
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { createLogger, readEnv } from '@infinitio/process'
import { adminUsage } from './adminCall.ts'
import { adminEnv, openAdminContext } from './adminContext.ts'
import { AdminUsageError, parseAdminCall } from './parseAdminCall.ts'
import { runAdminCall } from './runAdminCall.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const options = { reason: text, who: text, limit: text, to: text, from: text, published: text, 'key-file': text, json: flag, help: flag }

try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (values.help || positionals.length === 0) process.stdout.write(`${adminUsage}\n`)
  else await run(positionals, values)
} catch (error) {
  const isUsage = error instanceof AdminUsageError || (error instanceof TypeError && 'code' in error)
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${adminUsage}\n` : ''}`)
  process.exitCode = isUsage ? 2 : 1
}

async function run(words: string[], { reason = '', who = userInfo().username, json, ...rest }: Options): Promise<void> {
  const call = parseAdminCall(words, rest)
  const context = openAdminContext(readEnv(adminEnv), createLogger({ room: 'admin' }))
  try {
    const { lines, fields, ok } = await runAdminCall(context, call, { who, reason })
    process.stdout.write(`${json ? JSON.stringify({ ok, ...fields }, bigintAsText) : lines.join('\n')}\n`)
    process.exitCode = ok ? 0 : 1
  } finally {
    await context.close()
  }
}

type Options = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
