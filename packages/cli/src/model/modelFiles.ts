import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isWeightsPath, refusal, type WeightsFile, weightsPartBytes, weightsRootOf } from '@infinitio/sdk'

type Hex = `0x${string}`

/** The hashes of a model's files, as its record has them, with the number and bytes of its files of weights. */
export type ModelHashes = {
  readonly weightsRoot: Hex
  readonly tokenizerHash: Hex | null
  readonly chatTemplateHash: Hex | null
  readonly files: number
  readonly bytes: number
}

/** The names of files with a tokenizer. The first one that exists counts. */
const tokenizers = ['tokenizer.json', 'tokenizer.model', 'vocab.json'] as const

/**
 * Calculates the hashes of a model's files in a folder. Reads each file of weights once. `onFile` receives the path of each file before it is read. Throws
 * `api.invalid_field` for a folder that cannot be read or has no file of weights.
 */
export async function hashModelFiles(folder: string, onFile: (path: string) => void = () => undefined): Promise<ModelHashes> {
  const paths = pathsIn(folder)
  const weights = paths.filter(isWeightsPath)
  if (weights.length === 0)
    throw refusal('api.invalid_field', { detail: `${folder} has no file of weights, such as model.safetensors or model.gguf` })
  const files: WeightsFile[] = []
  for (const path of weights) {
    onFile(path)
    files.push(await hashFile(folder, path))
  }
  const tokenizer = tokenizers.find((name) => paths.includes(name))
  return {
    weightsRoot: weightsRootOf(files),
    tokenizerHash: tokenizer === undefined ? null : sha256Of(readFileSync(join(folder, tokenizer))),
    chatTemplateHash: templateHash(folder, paths),
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/**
 * Lists the files of a folder and of all folders in it, as paths with `/`. A link to a file counts as a file, because the caches of model downloads contain
 * such links.
 */
function pathsIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return entries.map((path) => path.replaceAll('\\', '/')).filter((path) => statSync(join(folder, path)).isFile())
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: String(cause) })
  }
}

async function hashFile(folder: string, path: string): Promise<WeightsFile> {
  const parts: Hex[] = []
  let bytes = 0
  let part = createHash('sha256')
  for await (const piece of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
    for (let from = 0; from < piece.length; ) {
      const taken = Math.min(piece.length - from, weightsPartBytes - (bytes % weightsPartBytes))
      part.update(piece.subarray(from, from + taken))
      from += taken
      bytes += taken
      if (bytes % weightsPartBytes === 0) {
        parts.push(`0x${part.digest('hex')}`)
        part = createHash('sha256')
      }
    }
  }
  if (bytes % weightsPartBytes !== 0) parts.push(`0x${part.digest('hex')}`)
  return { path, bytes, parts }
}

/** Returns the hash of the chat template: the file `chat_template.jinja`, or the text in `tokenizer_config.json`. Returns null without one. */
function templateHash(folder: string, paths: readonly string[]): Hex | null {
  if (paths.includes('chat_template.jinja')) return sha256Of(readFileSync(join(folder, 'chat_template.jinja')))
  if (!paths.includes('tokenizer_config.json')) return null
  try {
    const { chat_template: template } = JSON.parse(readFileSync(join(folder, 'tokenizer_config.json'), 'utf8')) as { chat_template?: unknown }
    return typeof template === 'string' ? sha256Of(template) : null
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `tokenizer_config.json: ${String(cause)}` })
  }
}

function sha256Of(content: string | Buffer): Hex {
  return `0x${createHash('sha256').update(content).digest('hex')}`
}
