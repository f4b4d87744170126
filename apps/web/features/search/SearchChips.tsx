'use client'
import type { CatalogueWire, RunNeedsWire } from '@infinitio/domain/wire'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type Chip = { readonly key: string; readonly label: string; readonly patch: Partial<SearchState> }

/** What narrows the list, each with a way to take it off. */
export function SearchChips({
  search,
  catalogue,
  run,
  change,
}: {
  readonly search: SearchState
  /** Names what is chosen, also where nothing of it is free. */
  readonly catalogue: CatalogueWire | undefined
  /** What the list says of the run that was asked for. */
  readonly run: RunNeedsWire | null
  readonly change: (patch: Partial<SearchState>) => void
}) {
  const t = useTranslations('search.chip')
  const tIsolation = useTranslations('isolation')
  const className = (id: number) => catalogue?.classes.find(({ classId }) => classId === id)?.name ?? String(id)
  const regionName = (id: number) => catalogue?.regions.find(({ regionId }) => regionId === id)?.name ?? String(id)
  const chips: Chip[] = [
    ...(search.run === ''
      ? []
      : [{ key: 'run', label: run?.run === search.run ? t('run', { name: run.name, memory: run.memoryGib }) : search.run, patch: { run: '' } }]),
    ...(search.q === '' ? [] : [{ key: 'q', label: `“${search.q}”`, patch: { q: '' } }]),
    ...search.classes.map((id) => ({
      key: `class${id}`,
      label: className(id),
      patch: { classes: search.classes.filter((other) => other !== id) },
    })),
    ...search.regions.map((id) => ({
      key: `region${id}`,
      label: regionName(id),
      patch: { regions: search.regions.filter((other) => other !== id) },
    })),
    ...(search.startHour === null
      ? []
      : [{ key: 'start', label: t('start', { moment: dayMinuteText(search.startHour * 3_600) }), patch: { startHour: null } }]),
    ...(search.minVramGib === null ? [] : [{ key: 'vram', label: t('vram', { size: sizeText(search.minVramGib) }), patch: { minVramGib: null } }]),
    ...(search.gpus === null ? [] : [{ key: 'gpus', label: t('gpus', { count: search.gpus }), patch: { gpus: null } }]),
    ...(search.maxPrice === '' ? [] : [{ key: 'max', label: t('maxPrice', { price: search.maxPrice }), patch: { maxPrice: '' } }]),
    ...(search.maxReady === null ? [] : [{ key: 'ready', label: t('ready', { seconds: search.maxReady }), patch: { maxReady: null } }]),
    ...search.isolation.map((level) => ({
      key: `isolation${level}`,
      label: tIsolation(`level.${level}`),
      patch: { isolation: search.isolation.filter((other) => other !== level) },
    })),
    ...(search.hideSimulated ? [{ key: 'simulated', label: t('realOnly'), patch: { hideSimulated: false } }] : []),
  ]
  return chips.map(({ key, label, patch }) => (
    <button key={key} type="button" className="chip on" aria-label={t('remove', { label })} onClick={() => change(patch)}>
      {label}
      <X className="i" aria-hidden />
    </button>
  ))
}
