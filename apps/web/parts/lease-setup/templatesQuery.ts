import { isTemplateId, type TemplateId } from '@infinitio/domain'
import type { TemplatesWire } from '@infinitio/domain/wire'
import { listTemplates, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The images that this market has set, by template. A template without an image is missing here. */
export type PinnedTemplates = ReadonlyMap<TemplateId, NonNullable<TemplatesWire['items'][number]['pin']>>

/** Query for the images that this market has chosen for its templates. They change only with a release, so each visit fetches them once. */
export function templatesQuery(api: Transport) {
  return queryOptions({ queryKey: ['templates'], queryFn: () => listTemplates(api), select: pinsOf, staleTime: Number.POSITIVE_INFINITY })
}

function pinsOf({ items }: TemplatesWire): PinnedTemplates {
  return new Map(items.flatMap(({ id, pin }) => (pin === null || !isTemplateId(id) ? [] : [[id, pin] as const])))
}
