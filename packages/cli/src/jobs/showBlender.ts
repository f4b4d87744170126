import { checkBlender, findBlender } from '@infinitio/adapter-render'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { facts } from '../terminal/texts.ts'

/** The most milliseconds that Blender may need to render the test scene twice. */
const withinMs = 900_000

/**
 * Renders the fixed test scene by the Blender of this computer and prints its fingerprint, which a job file names. Exits with 1 if Blender renders the scene
 * differently the second time. Throws `api.invalid_field` without Blender or Bubblewrap, and AdapterError if Blender cannot render the scene.
 */
export async function showBlender({ blender: path, json }: CommonOptions & { readonly blender?: string }): Promise<number> {
  const blender = await findBlender(path)
  if (typeof blender === 'string') throw refusal('api.invalid_field', { detail: `--blender: ${blender}` })
  const { build, fingerprint, seconds } = await checkBlender(blender, { signal: AbortSignal.timeout(withinMs) })
  const lines =
    fingerprint === null
      ? { build, result: 'the picture changes with the number of threads, so other machines cannot compare it' }
      : { build, fingerprint, 'test scene, twice': `${Math.ceil(seconds)} s` }
  printResult({ json, value: { build, fingerprint }, text: facts(lines) })
  return fingerprint === null ? 1 : 0
}
