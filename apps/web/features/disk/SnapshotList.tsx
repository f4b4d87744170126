'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { zeroHex32 } from '@infinitio/domain'
import { deleteSnapshot } from '@infinitio/sdk'
import type { SnapshotWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { bytesText } from '#web/parts/format/bytesText.ts'
import { momentText } from '#web/parts/format/clockText.ts'

/** Lists the snapshots of a lease, newest first: the time, the size and the expiry of each, and how to start another lease from it. */
export function SnapshotList({ leaseId, snapshots }: { readonly leaseId: string; readonly snapshots: readonly SnapshotWire[] }) {
  const t = useTranslations('lease.disk')
  const tStates = useTranslations('states')
  const queryClient = useQueryClient()
  const deleting = useMutation({
    mutationFn: (snapshotId: string) => deleteSnapshot(browserApi, snapshotId),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease-disk', leaseId] })
      void queryClient.invalidateQueries({ queryKey: ['snapshots'] })
    },
  })
  if (snapshots.length === 0) return <p>{t('none')}</p>
  return (
    <>
      {deleting.error !== null && (
        <p className="t12 warn" role="alert">
          {problemOf(deleting.error).sentence}
        </p>
      )}
      <ul className="stack g3" aria-label={t('list')}>
        {snapshots.map((snapshot) => {
          const at = momentText(snapshot.takenAt ?? snapshot.createdAt)
          // If a move to another machine made this disk copy, hide its delete button, because deleting it would make the move fail. Cancelling the move also
          // deletes the copy.
          const isOfMove = snapshot.renterKey === zeroHex32
          return (
            <li key={snapshot.snapshotId} className="stack g1">
              <div className="row between g2">
                <span>{isOfMove ? t('ofMove', { at }) : at}</span>
                {!isOfMove && (
                  <Button
                    size="sm"
                    tone="ghost"
                    disabled={deleting.isPending}
                    aria-label={t('deleteNamed', { at })}
                    onClick={() => deleting.mutate(snapshot.snapshotId)}
                  >
                    {t('delete')}
                  </Button>
                )}
              </div>
              <SnapshotState snapshot={snapshot} />
              {snapshot.state === 'stored' && snapshot.sealedKey !== null && (
                <>
                  <p className="t12">{t('restoreHow')}</p>
                  <CodeLine
                    text={`infinitio rent NODE --from-snapshot ${snapshot.snapshotId}`}
                    label={tStates('copyNamed', { what: t('command', { at }) })}
                    doneLabel={tStates('copied')}
                  />
                </>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function SnapshotState({ snapshot }: { readonly snapshot: SnapshotWire }) {
  const t = useTranslations('lease.disk')
  switch (snapshot.state) {
    case 'requested':
      return <p role="status">{t('state.requested')}</p>
    case 'copying':
      return <p role="status">{t('state.copying')}</p>
    case 'stored':
      return (
        <p className="t12 dim">
          {t('state.stored', {
            size: bytesText(snapshot.diskBytes ?? 0),
            stored: bytesText(snapshot.storedBytes),
            until: momentText(snapshot.expiresAt),
          })}
        </p>
      )
    case 'failed':
      return (
        <p className="t12 warn">
          {t('state.failed')} <ErrorCode code={snapshot.code} />
        </p>
      )
    default:
      return snapshot.state satisfies never
  }
}
