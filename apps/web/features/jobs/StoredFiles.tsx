'use client'
import type { ArtefactUploadWire, ArtefactWire } from '@infinitio/domain/wire'
import { deleteFile } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { HardDrive } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { storedFilesQuery } from '#web/features/jobs/jobQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { bytesText } from '#web/parts/format/bytesText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'

const shownFirst = 10

/** Lists the stored files and unfinished uploads of the signed-in account with their expiry, and shows how much of the account's space they use. */
export function StoredFiles() {
  const t = useTranslations('jobs.files')
  const queryClient = useQueryClient()
  const query = useQuery(storedFilesQuery(browserApi))
  const [showsAll, setShowsAll] = useState(false)
  const removing = useMutation({
    mutationFn: (sha256: string) => deleteFile(browserApi, sha256),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: storedFilesQuery(browserApi).queryKey }),
  })
  if (query.isError) return <ErrorState title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <GovernSkeleton />
  const { items, uploads, usedBytes, mostBytes } = query.data
  const files: readonly (ArtefactWire | ArtefactUploadWire)[] = [...uploads, ...items]
  const isCut = files.length > shownFirst && !showsAll
  return (
    <>
      {removing.isError && <ProblemCallout error={removing.error} />}
      <ListPanel
        title={t('title')}
        note={t('used', { used: bytesText(usedBytes), most: bytesText(mostBytes) })}
        end={<progress className="budget" value={usedBytes} max={Math.max(mostBytes, 1)} aria-label={t('space')} />}
        empty={{ icon: HardDrive, title: t('empty'), text: t('emptyText') }}
        more={isCut ? { label: t('all', { count: files.length }), isBusy: false, onMore: () => setShowsAll(true) } : null}
        columns={[{ name: t('file') }, { name: t('size') }, { name: t('readers'), className: 'hide-s' }, { name: t('until') }, { name: t('act') }]}
        rows={(isCut ? files.slice(0, shownFirst) : files).map((file) => (
          <FileRow
            key={`${file.sha256}${'receivedBytes' in file}`}
            file={file}
            isBusy={removing.isPending}
            onDelete={() => removing.mutate(file.sha256)}
          />
        ))}
        foot={t('foot')}
      />
    </>
  )
}

type FileRowProps = { readonly file: ArtefactWire | ArtefactUploadWire; readonly isBusy: boolean; readonly onDelete: () => void }

function FileRow({ file, isBusy, onDelete }: FileRowProps) {
  const t = useTranslations('jobs.files')
  const { sha256, bytes, readers, expiresAt } = file
  const name = shortHex(sha256)
  return (
    <tr>
      <td>
        <span className="row g1">
          <code>{name}</code>
          <CopyButton text={sha256} label={t('copy', { name })} doneLabel={t('copied')} />
        </span>
      </td>
      <td>{'receivedBytes' in file ? t('unfinished', { stored: bytesText(file.receivedBytes), total: bytesText(bytes) }) : bytesText(bytes)}</td>
      <td className="hide-s">{t(readers)}</td>
      <td>{momentText(expiresAt)}</td>
      <td>
        <Button size="sm" disabled={isBusy} aria-label={t('deleteNamed', { name })} onClick={onDelete}>
          {t('delete')}
        </Button>
      </td>
    </tr>
  )
}
