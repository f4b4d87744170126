import { AdapterError } from '@infinitio/tasks'
import type { RenderInput } from '../input/renderInput.ts'
import { tileOf } from '../input/tileOf.ts'
import { pictureOf, pixelsOf } from '../png/pixelRows.ts'
import { readPng } from '../png/readPng.ts'
import { writePng } from '../png/writePng.ts'

const blockBytes = 512
const nameBytes = 100

type Join = { readonly outputs: readonly Uint8Array[]; readonly signal: AbortSignal }

/**
 * Returns the result of a job from the outputs of all its tiles, in their order: a PNG file for one frame, and a tar file with one PNG for each of several
 * frames. Other work of this process continues after each tile. Throws an AdapterError for a tile that is not a picture of its size, or the signal's reason when
 * it aborts.
 */
export async function joinFrames(input: RenderInput, { outputs, signal }: Join): Promise<Uint8Array> {
  const frames: Uint8Array[] = []
  for (let at = 0; at < input.frames; at += 1)
    frames.push(await joinTiles(input, { at, outputs: outputs.slice(at * input.tiles, (at + 1) * input.tiles), signal }))
  const [only] = frames
  if (only !== undefined && frames.length === 1) return only
  return writeTar(frames.map((content, at) => ({ name: `frame-${String(input.firstFrame + at).padStart(6, '0')}.png`, content })))
}

async function joinTiles(input: RenderInput, { at, outputs, signal }: Join & { readonly at: number }): Promise<Uint8Array> {
  const { width, height, tiles } = input
  const pixels = new Uint8Array(3 * width * height)
  for (let strip = 0; strip < tiles; strip += 1) {
    signal.throwIfAborted()
    const tile = tileOf(input, at * tiles + strip)
    const output = outputs[strip]
    if (tile === null || output === undefined) throw new AdapterError('adapterFault', `Frame ${input.firstFrame + at} has no tile ${strip}.`)
    pixels.set(await pixelsOf(readPng(output, { width, height: tile.bottom - tile.top })), 3 * width * tile.top)
  }
  return writePng(await pictureOf(pixels, { width, height }))
}

/** Returns a tar archive (POSIX ustar) with these files, whose names have up to 100 ASCII letters. Equal files give equal bytes: no file has a time or an owner. */
function writeTar(files: readonly { readonly name: string; readonly content: Uint8Array }[]): Uint8Array {
  const blocks = files.flatMap(({ name, content }) => [headOf(name, content.length), content, Buffer.alloc(-content.length & (blockBytes - 1))])
  return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]))
}

function headOf(name: string, bytes: number): Buffer {
  const head = Buffer.alloc(blockBytes)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  head.write(name, 0, nameBytes, 'ascii')
  head.write(octal(0o644, 7), 100)
  head.write(octal(0, 7) + octal(0, 7), 108)
  head.write(octal(bytes, 11) + octal(0, 11), 124)
  head.write(' '.repeat(8), 148)
  head.write('0ustar\u000000', 156)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return head
}
