import { type Hex32, sha256Hex } from '@infinitio/domain'
import { readPng } from '../png/readPng.ts'
import { writePng } from '../png/writePng.ts'
import type { Blender } from './findBlender.ts'
import { runBlender } from './runBlender.ts'

/**
 * What a Blender is for other machines: its version and build, and the hash of these with the fixed test scene as it renders it. The fingerprint is null if it
 * rendered the scene differently the second time.
 */
export type BlenderFacts = { readonly build: string; readonly fingerprint: Hex32 | null; readonly seconds: number }

const scene = { scene: null, width: 128, height: 96, samples: 64, seed: 7, tiles: [{ frame: 1, top: 0, bottom: 96 }] } as const
const limits = { seconds: 600, memoryBytes: 2_147_483_648, outputBytes: 1_048_576 } as const
const msPerSecond = 1_000

/**
 * Renders the fixed test scene twice: with one thread, and with as many as the machine has. Throws an AdapterError if Blender cannot render it, or the signal's
 * reason when it aborts.
 */
export async function checkBlender(
  blender: Blender,
  { signal, niceness }: { readonly signal: AbortSignal; readonly niceness?: number },
): Promise<BlenderFacts> {
  const began = performance.now()
  const pictures: Uint8Array[] = []
  let build = ''
  for (const threads of [1, 0]) {
    const onTile = (_: number, picture: Uint8Array) => void pictures.push(writePng(readPng(picture, scene)))
    const own = niceness === undefined ? limits : { ...limits, niceness }
    build = await runBlender(blender, { order: { ...scene, threads }, mostTileBytes: limits.outputBytes, limits: own, signal, onTile })
  }
  const [first, second] = pictures.map((picture) => sha256Hex(picture))
  const fingerprint = first === second ? sha256Hex(new TextEncoder().encode(`${build} ${first}`)) : null
  return { build, fingerprint, seconds: (performance.now() - began) / msPerSecond }
}
