import { isTemplateId, type TemplateId } from '@infinitio/domain'
import type { TemplatesWire } from '@infinitio/domain/wire'
import { listTemplates, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The image of each template that this market has pinned; a template that has none yet is not in it. */
export type PinnedTemplates = ReadonlyMap<TemplateId, NonNullable<TemplatesWire['items'][number]['pin']>>

/** The images that this market pins for templates. They change with a release, so they are read once for each visit. */
export function templatesQuery(api: Transport) {
  return queryOptions({ queryKey: ['templates'], queryFn: () => listTemplates(api), select: pinsOf, staleTime: Number.POSITIVE_INFINITY })
}

function pinsOf({ items }: TemplatesWire): PinnedTemplates {
  return new Map(items.flatMap(({ id, pin }) => (pin === null || !isTemplateId(id) ? [] : [[id, pin] as const])))
}
