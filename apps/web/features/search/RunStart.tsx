'use client'
import { sentenceGap } from '#web/parts/format/listText.ts'
import { type Run, templateOf, templateOfRun } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { templatesQuery } from '#web/parts/lease-setup/templatesQuery.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type RunStartProps = { readonly run: Run; readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }

/**
 * Shows how a lease of the shown machines starts. It promises the template of the run only if this market has an image for the template and every shown
 * machine runs images. Shows nothing more if the images of this market do not load.
 */
export function RunStart({ run, search, change }: RunStartProps) {
  const t = useTranslations('run')
  const tTemplate = useTranslations('book.template')
  const { data: pins, isError } = useQuery(templatesQuery(browserApi))
  const id = templateOfRun(run)
  const template = tTemplate(`${id}.title`)
  const diskGib = templateOf(id).minDiskGib
  const allRunImages = search.images || 'program' in run
  return (
    <p className="t13 dim">
      {allRunImages && pins?.has(id) !== false && t('imagesOnly')}
      {sentenceGap()}
      {pins === undefined ? (
        !isError && <Skeleton width="60%" />
      ) : !pins.has(id) ? (
        t(allRunImages ? 'beginsOwnImage' : 'beginsShell', { template })
      ) : allRunImages ? (
        t('begins', { template, diskGib })
      ) : (
        <>
          {t('beginsEither', { template, diskGib })}
          {sentenceGap()}
          <button type="button" className="link" onClick={() => change({ images: true })}>
            {t('showImages')}
          </button>
        </>
      )}
    </p>
  )
}
