import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { testModel } from '../startTestModel.ts'

const startWithinMs = 120_000
/** The name of the test model in LiteLLM, which reads a comma in a name as a list of models. */
export const litellmModel = 'bench'

/** LiteLLM while it runs. `cpuMs` returns the processor time of its process so far, in milliseconds, and NaN where the system does not show it. */
type Litellm = { readonly url: string; readonly cpuMs: () => number; readonly stop: () => void }

/**
 * Starts LiteLLM with one worker in front of a model server. Takes the command that the variable `LITELLM` names, otherwise `litellm` on the path, otherwise the
 * package of `python3`. Returns null if this machine has none of them: `pip install 'litellm[proxy]'` in a virtual environment installs it.
 */
export async function startLitellm(modelUrl: string): Promise<Litellm | null> {
  const [command, ...before] = commandOf() ?? []
  if (command === undefined) return null
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-litellm-'))
  const config = join(folder, 'config.yaml')
  writeFileSync(
    config,
    `model_list:\n  - model_name: ${litellmModel}\n    litellm_params:\n      model: ${JSON.stringify(`openai/${testModel}`)}\n      api_base: ${modelUrl}\n      api_key: sk-test\n`,
  )
  const port = await freePort()
  const child = spawn(command, [...before, '--config', config, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1'], {
    env: { ...process.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_MODE: 'PRODUCTION', LITELLM_LOG: 'ERROR' },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  const stop = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  for (const endMs = performance.now() + startWithinMs; performance.now() < endMs; await delay(500)) {
    const isUp = await fetch(`${url}/health/liveliness`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return { url: `${url}/v1`, cpuMs: () => cpuMsOf(child.pid), stop }
  }
  stop()
  throw new Error('LiteLLM did not start')
}

/** Linux counts processor time in hundredths of a second, in the fields 14 and 15 of this file. The name of the program in field 2 can have spaces. */
function cpuMsOf(pid: number | undefined): number {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return Number.NaN
  const [, , , , , , , , , , , user, system] = readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(user) + Number(system)) * tickMs
}

const tickMs = 10
const ofPackage = ['python3', '-c', 'from litellm.proxy.proxy_cli import run_server; run_server()'] as const

function commandOf(): readonly string[] | null {
  const named = process.env['LITELLM']
  if (named !== undefined) return [named]
  const works = (program: string, args: readonly string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0
  if (works('litellm', ['--version'])) return ['litellm']
  return works('python3', ['-c', 'import litellm.proxy.proxy_cli']) ? ofPackage : null
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
