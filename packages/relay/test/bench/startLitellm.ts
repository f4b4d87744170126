import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { testModel } from '../startTestModel.ts'

const startWithinMs = 120_000

/**
 * Starts LiteLLM with one worker in front of a model server. Takes the command that the variable `LITELLM` names, otherwise `litellm` on the path, otherwise the
 * package of `python3`. Returns null if this machine has none of them: `pip install 'litellm[proxy]'` in a virtual environment installs it.
 */
export async function startLitellm(modelUrl: string): Promise<{ readonly url: string; readonly stop: () => void } | null> {
  const [command, ...before] = commandOf() ?? []
  if (command === undefined) return null
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-litellm-'))
  const config = join(folder, 'config.yaml')
  const model = JSON.stringify(testModel)
  writeFileSync(
    config,
    `model_list:\n  - model_name: ${model}\n    litellm_params:\n      model: ${JSON.stringify(`openai/${testModel}`)}\n      api_base: ${modelUrl}\n      api_key: sk-test\n`,
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
    if (isUp) return { url: `${url}/v1`, stop }
  }
  stop()
  throw new Error('LiteLLM did not start')
}

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
