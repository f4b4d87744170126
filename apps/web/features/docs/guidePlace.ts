import { type GuideGroup, guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'

/** Holds the group of a guide, and the guides before and after it. */
export type GuidePlace = { readonly group: GuideGroup; readonly previous: string | null; readonly next: string | null }

/** Returns the place of a page in the reading order of its group, or null for a page that is not a guide. Pure. */
export function guidePlace(slug: string): GuidePlace | null {
  const name = /^guides\/(.+)$/.exec(slug)?.[1]
  const group = guideGroups.find((one) => name !== undefined && guidesOf(one).includes(name))
  if (name === undefined || group === undefined) return null
  const guides = guidesOf(group)
  const at = guides.indexOf(name)
  return { group, previous: guides[at - 1] ?? null, next: guides[at + 1] ?? null }
}
