import type { CatalogueWire, SavedQueryWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { hoursText } from '#web/features/format/hoursText.ts'
import { sizeText } from '#web/features/format/sizeText.ts'
import { searchOfSaved } from '#web/features/saved-searches/savedQuery.ts'
import { classTitle } from '#web/features/search/nodeTitle.ts'

/** Gives what says "4 × H200 141 GB, up to 2.90 PT/h, eu-north, 24 h": what a search asks for, in the catalogue's words. */
export function useSavedTitle(catalogue: CatalogueWire | undefined): (query: SavedQueryWire) => string {
  const t = useTranslations('saved')
  return (query) => {
    const { q, classes, regions, minVramGib, gpus, hours, maxPrice, maxReady, hideSimulated, run } = searchOfSaved(query)
    const classNames = classes.map((id) => classTitle(catalogue?.classes.find(({ classId }) => classId === id)?.name ?? t('class', { id })))
    const regionNames = regions.map((id) => catalogue?.regions.find(({ regionId }) => regionId === id)?.name ?? t('region', { id }))
    const what = classNames.length === 0 ? t('anyGpu') : classNames.join(', ')
    return [
      gpus === null ? what : t('gpus', { gpus, what }),
      ...(q === '' ? [] : [`“${q}”`]),
      ...(run === '' ? [] : [t('run', { run })]),
      ...(minVramGib === null ? [] : [t('vram', { size: sizeText(minVramGib) })]),
      ...(maxPrice === '' ? [] : [t('under', { price: maxPrice })]),
      ...(maxReady === null ? [] : [t('ready', { seconds: maxReady })]),
      ...regionNames,
      ...(hideSimulated ? [t('real')] : []),
      hoursText(hours),
    ].join(', ')
  }
}
