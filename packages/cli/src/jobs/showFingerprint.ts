import { checkModel, isOwnServer } from '@infinitio/adapter-inference'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { facts } from '../terminal/texts.ts'

/** The most milliseconds that a model server may need to answer all questions. */
const withinMs = 900_000

/**
 * Asks a model server of this computer the fixed questions and prints the fingerprint of its model, which a job file names. Exits with 1 if an answer changes
 * when the question is asked again. Throws `api.invalid_field` for a server of another computer, and AdapterError if the server does not answer.
 */
export async function showFingerprint(model: string, { server, json }: CommonOptions & { readonly server: string }): Promise<number> {
  if (!isOwnServer(server))
    throw refusal('api.invalid_field', { detail: `--server ${server}: a server of this computer, such as http://127.0.0.1:8000/v1` })
  const url = server.replace(/\/+$/, '')
  const found = await checkModel({ url, atOnce: 1 }, { model, signal: AbortSignal.timeout(withinMs) })
  const lines =
    found.kind === 'stable'
      ? { model, fingerprint: found.fingerprint, 'tokens per second': found.speed }
      : { model, result: `the answer to question ${found.question} changes when it is asked again, so other machines cannot compare it` }
  const value = { fingerprint: null, speed: null, question: null, ...found, model }
  printResult({ json, value: { model, fingerprint: value.fingerprint, speed: value.speed, question: value.question }, text: facts(lines) })
  return found.kind === 'stable' ? 0 : 1
}
