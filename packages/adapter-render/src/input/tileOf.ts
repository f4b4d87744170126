import type { RenderInput } from './renderInput.ts'

/** A strip of a frame: the number of the frame, and its rows of pixels from `top` up to `bottom` (not included), counted from the top of the frame. */
export type Tile = { readonly frame: number; readonly top: number; readonly bottom: number }

/** Returns the tile with this number of a job, or null after the last one. Tiles are numbered from the top of a frame, and then frame by frame. */
export function tileOf(
  { height, firstFrame, frames, tiles }: Pick<RenderInput, 'height' | 'firstFrame' | 'frames' | 'tiles'>,
  at: number,
): Tile | null {
  if (at >= frames * tiles) return null
  const strip = at % tiles
  const rowAt = (number: number) => Math.floor((number * height) / tiles)
  return { frame: firstFrame + Math.floor(at / tiles), top: rowAt(strip), bottom: rowAt(strip + 1) }
}
