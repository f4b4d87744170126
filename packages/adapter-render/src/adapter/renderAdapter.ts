import { freemem } from 'node:os'
import { AdapterError, type TaskAdapter, type TaskMerge, type TaskRun } from '@infinitio/tasks'
import { type CheckSettings, createBlenderChecks } from '../blender/createBlenderChecks.ts'
import type { Blender } from '../blender/findBlender.ts'
import { runBlender } from '../blender/runBlender.ts'
import { memoryLack } from '../blender/memoryLack.ts'
import { checkScene } from '../files/sceneFile.ts'
import { digest } from '../generated/digest.ts'
import { estimateRender, mostBytesOf, planRender, type RenderFacts } from '../input/planRender.ts'
import { parseRenderInput, type RenderInput } from '../input/renderInput.ts'
import { tileOf } from '../input/tileOf.ts'
import { joinFrames } from '../join/joinFrames.ts'
import { manifest } from '../manifest/manifest.ts'
import { readPng } from '../png/readPng.ts'
import { writePng } from '../png/writePng.ts'

/** The adapter that renders frames of a Blender scene. */
export type RenderAdapter = TaskAdapter<RenderInput, RenderFacts> & Required<Pick<TaskAdapter<RenderInput, RenderFacts>, 'lacks'>>

/**
 * Returns the adapter that renders frames by the Blender of this computer. With the reason why there is no Blender, it can plan jobs and join results, but run no
 * task. `settings` are those of the test render.
 */
export function renderAdapter(blender: Blender | string, settings: CheckSettings = {}): RenderAdapter {
  const checks = typeof blender === 'string' ? null : createBlenderChecks(blender, settings)
  const lacks = async (input: RenderInput) => (checks === null ? String(blender) : await checks.lacks(input))
  return {
    name: manifest.name,
    version: manifest.version,
    digest,
    verify: manifest.verify,
    parse: parseRenderInput,
    plan: planRender,
    estimate: estimateRender,
    lacks: async (input) => memoryLack(input.memoryMib, freemem()) ?? (await lacks(input)),
    fingerprints: async () => (checks === null ? [] : await checks.fingerprints()),
    async run(task) {
      const lack = await lacks(task.input)
      if (typeof blender === 'string' || lack !== null) throw new AdapterError('adapterFault', `This machine cannot run the task: ${lack}.`)
      return await runTask(blender, task)
    },
    merge: ({ input, outputs, signal }: TaskMerge<RenderInput>) => joinFrames(input, { outputs: outputs.flat(), signal }),
  }
}

async function runTask(
  blender: Blender,
  { input, files, task, chunks, limits, signal, onChunk }: TaskRun<RenderInput>,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const { width, height, samples, seed, tiles } = input
  const scene = await checkScene(input.files.scene, files.get('scene'))
  const wanted = chunks.flatMap((chunk) => {
    const tile = tileOf(input, task * input.chunks + chunk)
    return tile === null ? [] : [{ chunk, tile }]
  })
  const outputs = new Map<number, Uint8Array>(chunks.map((chunk) => [chunk, new Uint8Array()]))
  const onTile = (at: number, picture: Uint8Array) => {
    const place = wanted[at]
    if (place === undefined) throw new AdapterError('adapterFault', 'Blender sent more pictures than it was asked for.')
    // Only the size and the pixels count: Blender also writes when and how long it rendered.
    const output = writePng(readPng(picture, { width, height: place.tile.bottom - place.tile.top }))
    outputs.set(place.chunk, output)
    onChunk?.(place.chunk, output)
  }
  if (wanted.length === 0) return outputs
  const order = { scene, width, height, samples, seed, tiles: wanted.map(({ tile }) => tile), threads: 0 }
  await runBlender(blender, { order, mostTileBytes: mostBytesOf(width, Math.ceil(height / tiles)), limits, signal, onTile })
  return outputs
}
