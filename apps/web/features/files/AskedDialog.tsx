'use client'
import type { FileEntry } from '@infinitio/sdk'
import { DeleteFilesDialog } from '#web/features/files/DeleteFilesDialog.tsx'
import type { Chosen } from '#web/features/files/droppedFiles.ts'
import { NameDialog } from '#web/features/files/NameDialog.tsx'
import { ReplaceDialog } from '#web/features/files/ReplaceDialog.tsx'
import type { useFileActs } from '#web/features/files/useFileActs.ts'

/** What a person is asked before something is done with files. */
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

/** The dialog for what is asked; null for nothing. */
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
