import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { generatePrivateKey } from 'viem/accounts'
import type { CodeBlock } from '../../apps/api/test/guides/guidePages.ts'
import type { GuideRun } from '../../apps/api/test/guides/runs/guideRun.ts'
import { bundledAgent, fundProvider } from '../actors/provideByCommand.ts'
import { createActor, createRenter } from '../actors/createActor.ts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { typedScript } from './typedScript.ts'

const checkout = resolve(import.meta.dirname, '../..')
const guideWithinMs = 600_000

/** The market in which guides run, and the folder of Python's programs. */
export type GuideMarket = Pick<TestDeployment, 'url' | 'rpcUrl' | 'dataDir' | 'localToken'> & { readonly pythonBin: string | null }

/** How the shell of a guide ended: its exit code, everything that it printed, and the place of the last block that began. */
export type GuideEnd = { readonly code: number | null; readonly printed: string; readonly last: string }

/** Runs the blocks of a guide in one shell, as a reader types them, in a new home folder. Ends all leases and programs that remain. */
export async function runGuide(market: GuideMarket, run: GuideRun, blocks: readonly CodeBlock[]): Promise<GuideEnd> {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-guide-'))
  const shell = guideShell(market, run, home)
  try {
    const values = {
      URL: market.url,
      RPC: market.rpcUrl,
      HOME: home,
      CHECKOUT: checkout,
      DATA: market.dataDir,
      ...(await prepare(market, run, shell, home)),
    }
    const script = typedScript({ run, blocks, values, home })
    return await shell(script)
  } finally {
    await shell(
      'infinitio ps -q | while read -r lease; do infinitio end "$lease" < /dev/null; done; cat "$GUIDE/beside" | xargs -r -I{} kill -- -{} || true',
    )
    rmSync(home, { recursive: true, force: true })
  }
}

type Shell = (script: string) => Promise<GuideEnd>

/** Makes the folder of a reader: a home with an SSH key, and programs in the path that stand before those of the computer. */
function guideShell(market: GuideMarket, { until = {}, beside = {}, ends = {} }: GuideRun, home: string): Shell {
  const guide = join(home, '.guide')
  for (const folder of ['.ssh', '.guide/bin', '.guide/programs', 'work']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 })
  const acts = Object.entries({ until, beside, ends }).flatMap(([kind, lines]) => Object.entries(lines).map(([start, text]) => [kind, start, text]))
  writeFileSync(join(guide, 'acts'), acts.map((act) => `${act.join('\t')}\n`).join(''))
  writeFileSync(join(guide, 'beside'), '')
  // OpenSSH finds the home folder by the user and not by HOME.
  const config = ['Host *', `IdentityFile ${home}/.ssh/id_ed25519`, `UserKnownHostsFile ${home}/.ssh/known_hosts`, 'StrictHostKeyChecking accept-new']
  writeFileSync(join(home, '.ssh/config'), `${config.join('\n  ')}\n`)
  const ssh = (name: string) => `${spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()} -F ${home}/.ssh/config`
  const programs = {
    infinitio: `${process.execPath} --disable-warning=ExperimentalWarning ${programFile('packages/cli/src/main.ts')}`,
    ...Object.fromEntries(['ssh', 'scp', 'sftp'].map((name) => [name, ssh(name)])),
  }
  for (const [name, words] of Object.entries(programs)) {
    writeFileSync(join(guide, 'programs', name), `${words}\n`)
    copyFileSync(join(import.meta.dirname, 'asReader.sh'), join(guide, 'bin', name))
    chmodSync(join(guide, 'bin', name), 0o755)
  }
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'laptop', '-f', join(home, '.ssh/id_ed25519')])
  const path = [join(guide, 'bin'), join(checkout, 'node_modules/.bin'), market.pythonBin, process.env.PATH].filter((one) => one !== null).join(':')
  const settings = {
    HOME: home,
    GUIDE: guide,
    INFINITIO_URL: market.url,
    INFINITIO_DATA: market.dataDir,
    INFINITIO_PROVIDE_DATA: join(home, '.infinitio/provide'),
  }
  // The settings of pip, npm and curl of this computer remain, such as a certificate of a proxy. Settings of this project are removed.
  const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(INFINITIO|AGENT|VITEST|TEST)_/.test(name)))
  const env = { ...others, ...bundledAgent, NODE_ENV: 'test' as const, ...settings, PATH: path }
  return (script) => shellEnd(script, { cwd: join(home, 'work'), env })
}

function shellEnd(script: string, { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): Promise<GuideEnd> {
  const child = spawn('bash', ['-o', 'pipefail', '-ec', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: guideWithinMs })
  let printed = ''
  const add = (part: Buffer) => {
    printed += part.toString()
  }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', add)
  // Programs that keep running beside the shell have its output open, so this does not wait for the output to close.
  return new Promise((done) => {
    child.once('exit', (code) =>
      setImmediate(() =>
        done({
          code,
          printed,
          last:
            printed
              .match(/^::: \S+$/gm)
              ?.at(-1)
              ?.slice(4) ?? 'before the first block',
        }),
      ),
    )
  })
}

/** Gives the reader what the guide expects. Returns values for the texts that the guide names. */
async function prepare(market: GuideMarket, { before = 'nothing' }: GuideRun, shell: Shell, home: string): Promise<Record<string, string>> {
  if (before === 'nothing') return {}
  const privateKey = before === 'provider' ? await providerKey(market) : generatePrivateKey()
  writeFileSync(join(home, 'wallet.key'), privateKey, { mode: 0o600 })
  const { account } = before === 'provider' ? await createActor(market, { privateKey }) : await createRenter(market, { privateKey })
  if (before === 'bond') await fundProvider(market, account.address)
  const lines = [`infinitio login --url ${market.url} --key-file ~/wallet.key`]
  if (before === 'lease') {
    lines.push('infinitio rent "Cascade Racks 5" --hours 2 --ssh-key ~/.ssh/id_ed25519.pub --name mytest')
    lines.push(`infinitio ps --json > ${home}/.guide/leases.json`)
  }
  const ended = await shell(lines.join('\n'))
  if (ended.code !== 0) throw new Error(`The reader of the guide has no ${before}:\n${ended.printed}`)
  const wallet = { ACCOUNT: account.address.toLowerCase(), KEY: privateKey }
  if (before !== 'lease') return wallet
  const [lease] = (
    JSON.parse(readFileSync(join(home, '.guide/leases.json'), 'utf8')) as { items: { leaseId: string; ssh: { command: string } | null }[] }
  ).items
  return { ...wallet, LEASE: lease?.leaseId ?? '', SSH_PORT: /:(\d+)/.exec(lease?.ssh?.command ?? '')?.[1] ?? '' }
}

/** Returns the key of the provider of this machine, which the development market shows to the holder of its token. */
async function providerKey(market: GuideMarket): Promise<`0x${string}`> {
  const { privateKey } = await createClient({ baseUrl: market.url }).getProviderKey(market)
  return privateKey as `0x${string}`
}
