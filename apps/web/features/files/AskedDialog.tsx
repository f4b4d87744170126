'use client'
import type { FileEntry } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { Chosen } from '#web/features/files/droppedFiles.ts'
import { isName } from '#web/features/files/filePath.ts'
import type { useFileActs } from '#web/features/files/useFileActs.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

/** Describes the confirmation that a file action needs from the user. */
export type Asked =
  | { readonly what: 'nothing' }
  | { readonly what: 'makeFolder' }
  | { readonly what: 'rename'; readonly entry: FileEntry }
  | { readonly what: 'delete'; readonly entries: readonly FileEntry[] }
  | { readonly what: 'replace'; readonly chosen: Chosen; readonly names: readonly string[] }

type AskedDialogProps = {
  readonly path: string
  readonly acts: ReturnType<typeof useFileActs>
  readonly refresh: () => void
  readonly asked: Asked
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** Shows the dialog for the action that the user has chosen; renders nothing if there is none. */
export function AskedDialog({ asked, path, acts, refresh, onClose, onDeleted }: AskedDialogProps) {
  const then = async (act: Promise<unknown>): Promise<void> => {
    await act.finally(refresh)
  }
  switch (asked.what) {
    case 'nothing':
      return null
    case 'makeFolder':
      return <NameDialog kind="makeFolder" name="" onSave={(name) => then(acts.makeFolder(path, name))} onClose={onClose} />
    case 'rename':
      return <NameDialog kind="rename" name={asked.entry.name} onSave={(name) => then(acts.rename(path, asked.entry.name, name))} onClose={onClose} />
    case 'delete':
      return <DeleteFilesDialog entries={asked.entries} onDelete={() => then(acts.remove(path, asked.entries).then(onDeleted))} onClose={onClose} />
    case 'replace':
      return (
        <ReplaceDialog
          names={asked.names}
          onReplace={() => {
            acts.upload(path, asked.chosen, { replace: true })
            onClose()
          }}
          onClose={onClose}
        />
      )
  }
}

const mostNamed = 8

/** Lists the files and folders that the user deletes, and asks for confirmation, because deletion is permanent. */
function DeleteFilesDialog({
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

type NameDialogProps = {
  readonly kind: 'makeFolder' | 'rename'
  readonly name: string
  readonly onSave: (name: string) => Promise<void>
  readonly onClose: () => void
}

/** Asks for a folder or file name. If the machine rejects the name, the dialog remains open and shows the reason. */
function NameDialog({ kind, name, onSave, onClose }: NameDialogProps) {
  const t = useTranslations('files')
  const form = useId()
  const [value, setValue] = useState(name)
  const [wasSent, setWasSent] = useState(false)
  const save = useMutation({ mutationFn: () => onSave(value), onSuccess: onClose })
  const isWrong = wasSent && !isName(value)
  function submit(event: FormEvent): void {
    event.preventDefault()
    setWasSent(true)
    if (isName(value) && !save.isPending) save.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`${kind}.title`, { name })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} tone="primary" disabled={save.isPending}>
            {t(`${kind}.save`)}
          </Button>
        </>
      }
    >
      <form id={form} className="stack g3" onSubmit={submit} noValidate>
        <Field label={t('nameLabel')} {...(isWrong ? { error: t('nameWrong') } : {})}>
          {(names) => <TextInput {...names} value={value} autoComplete="off" spellCheck={false} onChange={(event) => setValue(event.target.value)} />}
        </Field>
        {save.isError && <ProblemCallout error={save.error} />}
      </form>
    </Dialog>
  )
}

/** Asks whether an upload may replace files with the same names. An upload adds files to existing folders, but never replaces a whole folder. */
function ReplaceDialog({
  names,
  onReplace,
  onClose,
}: {
  readonly names: readonly string[]
  readonly onReplace: () => void
  readonly onClose: () => void
}) {
  const t = useTranslations('files')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('replace.title', { count: names.length })}
      description={t('replace.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" onClick={onReplace}>
            {t('replace.confirm')}
          </Button>
        </>
      }
    >
      <ul className="stack g1 t13">
        {names.slice(0, 8).map((name) => (
          <li key={name} className="fname mono">
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
