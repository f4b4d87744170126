import { parseRun, secondsOfSearch, type SearchFieldName } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { durationText } from '#web/parts/format/durationText.ts'
import { type SavedQuery, searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { useFieldPieces } from '#web/parts/search/useFieldPieces.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { useRunTitle } from '#web/parts/search/waysToRun.ts'
import { listText } from '#web/parts/format/listText.ts'

/**
 * Returns a function that writes the title of a saved search. It uses the names of GPU classes and regions in the catalogue. Example: "Llama 3.3 70B: 4 × H200
 * 141 GB, up to 2.90 PT/h, eu-north, 24 h".
 */
export function useSavedTitle(catalogue: CatalogueWire | undefined): (query: SavedQuery) => string {
  const t = useTranslations('saved')
  const titleOf = useRunTitle()
  const piecesOf = useFieldPieces()
  return (query) => {
    const search = searchOfSaved(query)
    const { gpus, run } = search
    const pieces = piecesOf(search, {
      classes: (id) => classTitle(catalogue?.classes.find(({ classId }) => classId === id)?.name ?? t('class', { id })),
      regions: (id) => catalogue?.regions.find(({ regionId }) => regionId === id)?.name ?? t('region', { id }),
    })
    const textsOf = (isWanted: (name: SearchFieldName) => boolean) => pieces.filter(({ name }) => isWanted(name)).map(({ text }) => text)
    const classNames = textsOf((name) => name === 'classes')
    const what = classNames.length === 0 ? t('anyGpu') : listText(classNames)
    const known = run === '' ? null : parseRun(run)
    const others = textsOf((name) => name !== 'classes' && name !== 'gpus' && name !== 'run')
    const asked = listText([gpus === null ? what : t('gpus', { gpus, what }), ...others, durationText(secondsOfSearch(search))])
    return run === '' ? asked : t('run', { run: known === null ? run : titleOf(known), asked })
  }
}
