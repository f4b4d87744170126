import { z } from 'zod'
import { templateIds } from '../templates/workloadTemplate.ts'
import { pinned } from '../workloads/pinnedImage.ts'
import { text } from './scalars.ts'

const templatePinWire = z
  .strictObject({
    reference: z.string().regex(pinned).describe('Registry, repository and digest, as in a workload.'),
    tag: text(128).min(1).describe('The tag that had this digest.'),
    pinnedAt: z.int().describe('Unix seconds at which the tag was looked up in the registry.'),
    fetchedAt: z.iso.datetime().meta({ deprecated: true, description: 'Deprecated: use `pinnedAt`. The same time as ISO 8601, UTC.' }),
  })
  .meta({ id: 'TemplatePin' })

/** GET /templates: each template with the image that this market pins for it. */
export const templatesWire = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.enum(templateIds),
        image: z.string().nullable().describe('Registry and repository; null when the renter specifies the image, or none runs.'),
        pin: templatePinWire.nullable().describe('Null: not pinned yet, so the template cannot be chosen.'),
      }),
    ),
  })
  .meta({ id: 'Templates' })

export type TemplatesWire = z.infer<typeof templatesWire>
