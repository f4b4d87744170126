import { pinnedImage } from '../workloads/pinnedImage.ts'
import { type TemplateId, templateIds } from './workloadTemplate.ts'

/** A template's image as a registry served it: its reference with the digest, the tag that was requested, and the time of the request (ISO 8601, UTC). */
export type TemplatePin = { readonly reference: string; readonly tag: string; readonly fetchedAt: string }

/** The pinned images by template id. A template with an image but no pin cannot be chosen. */
export type TemplatePins = Readonly<Partial<Record<TemplateId, TemplatePin>>>

const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** Parses the content of a file of pins. Throws with the name of the first invalid entry. */
export function parseTemplatePins(value: unknown): TemplatePins {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('The file of template pins is not a JSON object.')
  const known: ReadonlySet<string> = new Set(templateIds)
  for (const [id, pin] of Object.entries(value))
    if (!known.has(id) || !isPin(pin))
      throw new Error(`The entry ${id} in the file of template pins needs a template, a reference with digest, a tag and a date.`)
  return value as TemplatePins
}

function isPin(value: unknown): value is TemplatePin {
  if (typeof value !== 'object' || value === null) return false
  const { reference, tag, fetchedAt } = value as Record<string, unknown>
  const isDated = typeof fetchedAt === 'string' && date.test(fetchedAt)
  return typeof reference === 'string' && pinnedImage(reference) !== null && typeof tag === 'string' && tag !== '' && isDated
}
