'use client'
import { FolderOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type DragEvent, type ReactNode, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { type Asked, AskedDialog } from '#web/features/files/AskedDialog.tsx'
import { type Chosen, droppedFiles, pickedFiles, TooManyFiles } from '#web/features/files/droppedFiles.ts'
import { FilesBar } from '#web/features/files/FilesBar.tsx'
import { FilesTable } from '#web/features/files/FilesTable.tsx'
import { pathIn } from '#web/features/files/filePath.ts'
import type { Folder } from '#web/features/files/folderQuery.ts'
import { topNames } from '#web/features/files/uploadChosen.ts'
import type { useFileActs } from '#web/features/files/useFileActs.ts'
import { notify } from '#web/parts/toasts/notify.ts'

type FolderViewProps = {
  readonly folder: Folder
  readonly error: Error | null
  readonly refresh: () => void
  readonly acts: ReturnType<typeof useFileActs>
  readonly onOpen: (path: string) => void
}

/** Shows one folder: its entries, which of them are selected, and the area onto which files can be dropped. */
export function FolderView({ folder, error, refresh, acts, onOpen }: FolderViewProps) {
  const t = useTranslations('files')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<Asked>({ what: 'nothing' })
  const { path, home, entries } = folder
  const there = entries.filter(({ name }) => chosen.has(name))

  function take(choice: Chosen): void {
    const names = topNames(choice)
    const taken = entries.filter(({ name }) => names.has(name)).map(({ name }) => name)
    if (taken.length === 0) acts.upload(path, choice, { replace: false })
    else setAsked({ what: 'replace', chosen: choice, names: taken })
  }
  const tried = useTried()
  return (
    <DropZone onDrop={(items) => tried(async () => take(await droppedFiles(items)))}>
      <FilesBar
        path={path}
        home={home}
        onOpen={onOpen}
        onPicked={(list) => tried(async () => take(pickedFiles(list)))}
        onMakeFolder={() => setAsked({ what: 'makeFolder' })}
        onRefresh={refresh}
      />
      {error !== null && <Again error={error} />}
      {there.length > 0 && (
        <ChosenBar
          count={there.length}
          onDownload={() => tried(() => acts.archiveOf(folder, chosen))}
          onDelete={() => setAsked({ what: 'delete', entries: there })}
        />
      )}
      {entries.length === 0 ? (
        <StateBox kind="empty" icon={FolderOpen} title={t('empty')}>
          {t('emptyText')}
        </StateBox>
      ) : (
        <FilesTable
          entries={entries}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={({ name }) => onOpen(pathIn(path, name))}
          onDownload={(entry) => tried(() => acts.download(path, entry))}
          onRename={(entry) => setAsked({ what: 'rename', entry })}
          onDelete={(entry) => setAsked({ what: 'delete', entries: [entry] })}
        />
      )}
      <AskedDialog
        asked={asked}
        path={path}
        acts={acts}
        refresh={refresh}
        onClose={() => setAsked({ what: 'nothing' })}
        onDeleted={() => setChosen(new Set())}
      />
    </DropZone>
  )
}

function DropZone({ onDrop, children }: { readonly onDrop: (items: DataTransferItemList) => void; readonly children: ReactNode }) {
  const [isOver, setIsOver] = useState(false)
  function drop(event: DragEvent): void {
    event.preventDefault()
    setIsOver(false)
    onDrop(event.dataTransfer.items)
  }
  return (
    // A drop is one more way beside the buttons: nobody needs it.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className={isOver ? 'dropzone on' : 'dropzone'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  )
}

/** Returns a function that runs an action and shows its error in a notification. */
function useTried(): (act: () => Promise<unknown>) => void {
  const t = useTranslations('files')
  return (act) => {
    act().catch((reason: unknown) => {
      // The user closed the browser's own dialog, so no notification is needed.
      if (reason instanceof DOMException && reason.name === 'AbortError') return
      void notify({ tone: 'error', text: reason instanceof TooManyFiles ? t('tooMany') : problemOf(reason).sentence })
    })
  }
}

function Again({ error }: { readonly error: Error }) {
  return (
    <p className="panel-body t13 warn" role="alert">
      {problemOf(error).sentence}
    </p>
  )
}

function ChosenBar({ count, onDownload, onDelete }: { readonly count: number; readonly onDownload: () => void; readonly onDelete: () => void }) {
  const t = useTranslations('files')
  return (
    <div className="row wrap g2 chosenbar" role="status">
      <span className="grow t13">{t('chosen', { count })}</span>
      <Button size="sm" onClick={onDownload}>
        {t('downloadChosen')}
      </Button>
      <Button size="sm" tone="danger" onClick={onDelete}>
        {t('deleteChosen')}
      </Button>
    </div>
  )
}
