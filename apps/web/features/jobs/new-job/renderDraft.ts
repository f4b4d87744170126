import { countOf, isCount } from '#web/features/jobs/new-job/wholeCount.ts'

/** The fields of a job that renders a Blender scene, as typed. `blender` is the fingerprint of the Blender that renders it. */
export type RenderDraft = {
  readonly blender: string
  readonly firstFrame: string
  readonly lastFrame: string
  readonly width: string
  readonly height: string
  readonly samples: string
  readonly tiles: string
  readonly tileSeconds: string
}

/** A field of such a job. */
export type RenderField = keyof RenderDraft

/** The numbers with which the form starts. Only the user knows the fingerprint. */
export const usualRender: RenderDraft = {
  ...{ blender: '', firstFrame: '1', lastFrame: '1', width: '1920', height: '1080', samples: '128', tiles: '64', tileSeconds: '60' },
}

/** The numbers in the sequence of the form. The first frame can be 0, because frames of Blender can begin there. */
export const renderCounts = ['firstFrame', 'lastFrame', 'width', 'height', 'samples', 'tiles', 'tileSeconds'] as const
const bounds = {
  firstFrame: { least: 0, most: 1_048_574 },
  lastFrame: { least: 0, most: 1_048_574 },
  width: { least: 4, most: 16_384 },
  height: { least: 4, most: 16_384 },
  samples: { most: 65_536 },
  tiles: { most: 256 },
  tileSeconds: { most: 3_600 },
} as const satisfies Record<(typeof renderCounts)[number], { readonly least?: number; readonly most: number }>
const mostFrames = 4_096
const fingerprintForm = /^0x[0-9a-f]{64}$/

/** Returns the fields that the user must correct before submitting. The estimate shows which sizes do not fit each other. */
export function renderFaults(draft: RenderDraft): readonly RenderField[] {
  const faults: RenderField[] = fingerprintForm.test(draft.blender.trim()) ? [] : ['blender']
  for (const field of renderCounts) if (!isCount(draft[field], bounds[field])) faults.push(field)
  const frames = framesOf(draft)
  return faults.includes('firstFrame') || faults.includes('lastFrame') || (frames >= 1 && frames <= mostFrames) ? faults : [...faults, 'lastFrame']
}

function framesOf({ firstFrame, lastFrame }: RenderDraft): number {
  return countOf(lastFrame) - countOf(firstFrame) + 1
}

/** Returns the fields of the step in the job, from a valid draft. */
export function renderFields(draft: RenderDraft): Record<string, string | number> {
  const { blender, firstFrame, width, height, samples, tiles, tileSeconds } = draft
  return {
    ...{ fingerprint: blender.trim(), width: countOf(width), height: countOf(height), samples: countOf(samples) },
    ...{ first_frame: countOf(firstFrame), frames: framesOf(draft), tiles: countOf(tiles), tile_seconds: countOf(tileSeconds) },
  }
}
