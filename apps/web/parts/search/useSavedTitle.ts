import { parseRun } from '@infinitio/domain'
import type { CatalogueWire, SavedQueryWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { hoursText } from '#web/parts/format/hoursText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { useRunTitle } from '#web/parts/search/waysToRun.ts'
import { listText } from '#web/parts/format/listText.ts'

/** Gives what says "Llama 3.3 70B: 4 × H200 141 GB, up to 2.90 PT/h, eu-north, 24 h": what a search asks for, in the catalogue's words. */
export function useSavedTitle(catalogue: CatalogueWire | undefined): (query: SavedQueryWire) => string {
  const t = useTranslations('saved')
  const tIsolation = useTranslations('isolation')
  const titleOf = useRunTitle()
  return (query) => {
    const { q, classes, regions, minVramGib, gpus, hours, maxPrice, maxReady, isolation, hideSimulated, run } = searchOfSaved(query)
    const classNames = classes.map((id) => classTitle(catalogue?.classes.find(({ classId }) => classId === id)?.name ?? t('class', { id })))
    const regionNames = regions.map((id) => catalogue?.regions.find(({ regionId }) => regionId === id)?.name ?? t('region', { id }))
    const what = classNames.length === 0 ? t('anyGpu') : listText(classNames)
    const known = run === '' ? null : parseRun(run)
    const asked = listText([
      gpus === null ? what : t('gpus', { gpus, what }),
      ...(q === '' ? [] : [`“${q}”`]),
      ...(minVramGib === null ? [] : [t('vram', { size: sizeText(minVramGib) })]),
      ...(maxPrice === '' ? [] : [t('under', { price: maxPrice })]),
      ...(maxReady === null ? [] : [t('ready', { seconds: maxReady })]),
      ...isolation.map((level) => tIsolation(`level.${level}`)),
      ...regionNames,
      ...(hideSimulated ? [t('real')] : []),
      hoursText(hours),
    ])
    return run === '' ? asked : t('run', { run: known === null ? run : titleOf(known), asked })
  }
}
