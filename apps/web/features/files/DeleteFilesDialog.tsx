'use client'
import type { FileEntry } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

const mostNamed = 8

/** Deleting files, and folders with all that is in them: which, and that they do not come back, before it is done. */
export function DeleteFilesDialog({
  entries,
  onDelete,
  onClose,
}: {
  readonly entries: readonly FileEntry[]
  readonly onDelete: () => Promise<void>
  readonly onClose: () => void
}) {
  const t = useTranslations('files')
  const remove = useMutation({ mutationFn: onDelete, onSuccess: onClose })
  const hasFolder = entries.some(({ kind }) => kind === 'folder')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('delete.title', { count: entries.length })}
      description={t(hasFolder ? 'delete.textFolders' : 'delete.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t(remove.isPending ? 'delete.deleting' : 'delete.confirm')}
          </Button>
        </>
      }
    >
      <ul className="stack g1 t13">
        {entries.slice(0, mostNamed).map(({ name, kind }) => (
          <li key={name} className="fname mono">
            <bdi>{kind === 'folder' ? `${name}/` : name}</bdi>
          </li>
        ))}
        {entries.length > mostNamed && <li className="dim">{t('delete.more', { count: entries.length - mostNamed })}</li>}
      </ul>
      {remove.isError && <ProblemCallout error={remove.error} />}
    </Dialog>
  )
}
