'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { InfinitioError } from '@infinitio/sdk'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw, Unplug } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { createFilesConnection } from '#web/features/files/filesConnection.ts'
import { folderQuery } from '#web/features/files/folderQuery.ts'
import { FolderView } from '#web/features/files/FolderView.tsx'
import { TransferList } from '#web/features/files/TransferList.tsx'
import { createTransfers, type Transfer, type Transfers } from '#web/features/files/transfers.ts'
import { useFileActs } from '#web/features/files/useFileActs.ts'
import { problemOf } from '#web/parts/api/problem.ts'

/**
 * Shows a lease's files, which an SFTP server in the lease provides. The user can open folders, upload by choosing or dropping files, and download files or
 * archives.
 */
export function FilesView({ leaseId }: { readonly leaseId: string }) {
  const t = useTranslations('files')
  const [connection] = useState(() => createFilesConnection(leaseId))
  useEffect(() => () => connection.close(), [connection])
  const [path, setPath] = useState('.')
  const queries = useQueryClient()
  const query = useQuery({ ...folderQuery(connection, { leaseId, path }), placeholderData: keepPreviousData })
  const refresh = () => void queries.invalidateQueries({ queryKey: ['leaseFiles', leaseId] })
  const { all, transfers } = useTransfers(({ direction }) => direction === 'up' && refresh())
  const acts = useFileActs({ connection, transfers })
  const view = { refresh, acts, onOpen: setPath }
  return (
    <section className="panel p-files" aria-label={t('title')}>
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className="panel-body" role="status" aria-label={t('opening')}>
            <Skeleton width="100%" height={320} />
          </div>
        )
      ) : (
        <FolderView key={query.data.path} folder={query.data} error={query.isError ? query.error : null} {...view} />
      )}
      <TransferList all={all} transfers={transfers} />
    </section>
  )
}

function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useTranslations('files')
  const { sentence, code } = problemOf(error)
  const isFinal = error instanceof InfinitioError && (code === 'lease.over' || code === 'lease.files_unavailable')
  return (
    <StateBox
      kind="error"
      icon={Unplug}
      title={t('failed')}
      code={<ErrorCode code={code} />}
      {...(isFinal
        ? {}
        : {
            actions: (
              <Button tone="primary" onClick={onRetry}>
                <RotateCw className="i" aria-hidden />
                {t('again')}
              </Button>
            ),
          })}
    >
      {sentence}
    </StateBox>
  )
}

/**
 * Returns this page's transfers and the object that starts and cancels them. Transfers stop when the page closes. `onDone` gets each transfer that has ended,
 * successfully or not.
 */
function useTransfers(onDone: (transfer: Transfer) => void): { all: readonly Transfer[]; transfers: Transfers } {
  const [all, setAll] = useState<readonly Transfer[]>([])
  const tell = useRef(onDone)
  tell.current = onDone
  const [transfers] = useState(() => createTransfers({ onChange: setAll, onDone: (transfer) => tell.current(transfer) }))
  useEffect(() => () => transfers.close(), [transfers])
  return { all, transfers }
}
