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
 * Shows how a lease of the listed machines would start. It names the template for the searched program only if this market has an image for that template and
 * every listed machine runs images. If the list of images does not load, it leaves that part out.
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
