import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { checkBlender, exampleScene, findBlender } from '@infinitio/adapter-render'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

const renderScene = 'scene.blend'
const checkWithinMs = 900_000
const sceneWithinMs = 120_000

/**
 * Writes an example job that renders a scene: the scene, made by the Blender of this computer, and the job file with the fingerprint of this Blender. Throws
 * `api.file_exists` if a file exists, and `api.invalid_field` without Blender or Bubblewrap, or if Blender renders the test scene differently the second time.
 */
export async function initRender({ out, blender: path, json }: CommonOptions & { readonly out: string; readonly blender?: string }): Promise<void> {
  const scene = resolve(dirname(out), renderScene)
  for (const file of [out, scene]) if (existsSync(file)) throw refusal('api.file_exists', { detail: file })
  const blender = await findBlender(path)
  if (typeof blender === 'string') throw refusal('api.invalid_field', { detail: `--blender: ${blender}` })
  const { build, fingerprint } = await checkBlender(blender, { signal: AbortSignal.timeout(checkWithinMs) })
  if (fingerprint === null) throw refusal('api.invalid_field', { detail: `--blender: ${build} renders the test scene differently the second time` })
  await promisify(execFile)(blender.program, [...blender.arguments, exampleScene, '--', scene], { cwd: dirname(scene), timeout: sceneWithinMs })
  writeFileSync(out, renderJob(fingerprint), { flag: 'wx' })
  printResult({ json, value: { job: out, data: scene, fingerprint }, text: `${out} and ${scene}. Run: infinitio jobs submit ${out}` })
}

/** Returns the job file of the example: a film of 24 frames, for machines whose Blender has this fingerprint. */
export function renderJob(fingerprint: string): string {
  return `name: rolling ball
max_cost: 5.00      # PT, with checks, gas and fees
tasks:
  film:
    adapter: render@1
    files: { scene: ./${renderScene} }
    fingerprint: "${fingerprint}"   # of your Blender: infinitio jobs blender
    width: 640
    height: 360
    samples: 64
    frames: 24
    tiles: 4
    tile_seconds: 20
    memory_mib: 2048
`
}
