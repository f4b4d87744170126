import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EndedRun, startCommands } from '@infinitio/cli/test'
import type { TestApi } from './startTestApi.ts'

/** The user that a command acts for: with a wallet in its key file, with an API key, or without both. `env` adds environment variables. */
export type AsWhom = { readonly wallet?: string; readonly apiKey?: string; readonly env?: Readonly<Record<string, string | null>> }

/** The command line client for a test's API. Its home folder is its own. It runs commands one after another in one process. */
export type TestCli = {
  readonly home: string
  /** Runs the command line client with these words, without a terminal. */
  readonly run: (args: readonly string[], as?: AsWhom) => Promise<EndedRun>
  readonly stop: () => void
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
    run: (args, { wallet, apiKey, env } = {}) =>
      commands.run({
        args,
        env: {
          ...{ HOME: home, INFINITIO_URL: api.url, INFINITIO_KEY: apiKey ?? null },
          ...{ INFINITIO_KEY_FILE: wallet === undefined ? null : keyFileOf(wallet), ...env },
        },
      }),
    stop: () => {
      commands.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
