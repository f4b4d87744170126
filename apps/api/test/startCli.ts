import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EndedRun, jsonProblem, type Schemas, startCommands } from '@infinitio/cli/test'
import { endpoints } from '../src/app.ts'
import { openApiDocument } from '../src/openApiDocument.ts'
import type { TestApi } from './startTestApi.ts'

/** The user that a command acts for: with a wallet in its key file, with an API key, or without both. `env` adds environment variables. */
export type AsWhom = { readonly wallet?: string; readonly apiKey?: string; readonly env?: Readonly<Record<string, string | null>> }

/** The command line client for a test's API. It has a separate home folder. It runs commands one after another in one process. */
export type TestCli = {
  readonly home: string
  /**
   * Runs the command line client with these words, without a terminal. Throws if a command with `--json` succeeds but its output does not match its described
   * format.
   */
  readonly run: (args: readonly string[], as?: AsWhom) => Promise<EndedRun>
  readonly stop: () => void
}

/** The schemas of the API document. They are the same for every test API. */
let schemas: Schemas | null = null

function apiSchemas(): Schemas {
  schemas ??= (openApiDocument(endpoints, { publicUrl: '' }) as { components: { schemas: Schemas } }).components.schemas
  return schemas
}

export function startCli(api: Pick<TestApi, 'url'>): TestCli {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-cli-'))
  const commands = startCommands()
  const keyFileOf = (wallet: string): string => {
    const file = join(home, `${wallet.slice(2, 18)}.key`)
    writeFileSync(file, wallet, { mode: 0o600 })
    return file
  }
  return {
    home,
    async run(args, { wallet, apiKey, env } = {}) {
      const ended = await commands.run({
        args,
        env: {
          ...{ HOME: home, INFINITIO_URL: api.url, INFINITIO_KEY: apiKey ?? null },
          ...{ INFINITIO_KEY_FILE: wallet === undefined ? null : keyFileOf(wallet), ...env },
        },
      })
      const problem = ended.code === 0 && args.includes('--json') ? jsonProblem({ args, out: ended.out, schemas: apiSchemas() }) : null
      if (problem !== null) throw new Error(problem)
      return ended
    },
    stop: () => {
      commands.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
