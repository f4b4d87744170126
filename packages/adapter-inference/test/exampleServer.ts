import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ModelServer } from '../src/index.ts'

const program = resolve(import.meta.dirname, '../../../examples/model-server.mjs')
const model = 'test-server-no-model'
const lookEveryMs = 20
const mostLooks = 500

/** Starts the model server of `examples/model-server.mjs`, a real program without a model, on a free port. `stop` ends it. */
export async function startExampleServer(): Promise<ModelServer & { readonly model: string; readonly stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'model-server-'))
  const child = spawn(process.execPath, [program], { cwd: folder, env: { PATH: process.env.PATH, PORT: '0', MODEL: model }, stdio: 'inherit' })
  const file = join(folder, 'port')
  for (let looks = 0; !existsSync(file) || readFileSync(file, 'utf8') === ''; looks += 1) {
    if (looks === mostLooks || child.exitCode !== null) throw new Error('the model server does not start')
    await delay(lookEveryMs)
  }
  const stop = () => {
    child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${readFileSync(file, 'utf8')}/v1`, atOnce: 4, model, stop }
}

/** Returns a line of a file of requests. `body` adds or replaces fields of the request's body; `more` adds or replaces fields beside the body. */
export function requestLine(name: string, content: unknown, body: object = {}, more: object = {}): string {
  const whole = { model, messages: [{ role: 'user', content }], ...body }
  return JSON.stringify({ custom_id: name, method: 'POST', url: '/v1/chat/completions', body: whole, ...more })
}
