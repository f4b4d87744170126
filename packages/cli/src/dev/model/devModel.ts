import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checkListen } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../../context/settings.ts'
import { listenOf } from '../../serving/listenOf.ts'
import { untilInterrupted, withCodes } from '../../serving/servingMarket.ts'
import { installModel, modelCache } from './installModel.ts'
import { smallModel } from './modelParts.ts'

/** Options of `infinitio dev model`. */
export type DevModelOptions = Pick<CommonOptions, 'json'> & { readonly port: string }

const serverProgram = join(import.meta.dirname, 'server/main.ts')

/**
 * Installs a small real model if it is not in the cache, and runs it on the CPU until Ctrl-C, as a server with OpenAI's API. Throws
 * `serving.model_not_installed`, `serving.port_unavailable` and `api.invalid_field`.
 */
export async function devModel({ port, json }: DevModelOptions): Promise<number> {
  return await withCodes(async () => {
    const { host, port: wanted } = listenOf(`127.0.0.1:${port}`)
    await checkListen({ host, port: wanted })
    const say = (text: string) => void process.stderr.write(`${text}\n`)
    const files = await installModel({ cache: modelCache(process.env, homedir()), environment: process.env, say })
    const words = ['--disable-warning=ExperimentalWarning', serverProgram, files.model, files.program, smallModel, `${wanted}`]
    const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
    const url = `http://${host}:${await portOf(child)}/v1`
    const text = [
      `${smallModel} answers at ${url}, on the CPU of this computer.`,
      `Sell it in another terminal: infinitio serve --upstream ${url} --price 0.20/0.60`,
      'Press Ctrl-C to stop.',
    ]
    let isStopping = false
    const stopped = untilInterrupted({
      result: { json, value: { model: smallModel, url, pid: child.pid }, text: text.join('\n') },
      stop: async () => {
        isStopping = true
        child.kill()
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      },
    })
    const failed = once(child, 'exit').then(([code]) => {
      if (isStopping) return stopped
      throw refusal('serving.model_not_installed', { detail: `the model server ended with ${code}` })
    })
    return await Promise.race([failed, stopped])
  })
}

/** Returns the port of the model server once it answers. Throws if it ends before that. */
async function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('the output of the child is read')
  const ended = once(child, 'exit').then(([code]) => {
    throw refusal('serving.model_not_installed', { detail: `the model server ended with ${code}` })
  })
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string]
  ended.catch(() => {})
  return (JSON.parse(line) as { readonly port: number }).port
}
