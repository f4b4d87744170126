import { FolderPlus, FolderUp, RotateCw, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, type RefObject, useRef } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { crumbsOf } from '#web/features/files/filePath.ts'

export type FilesBarProps = {
  readonly path: string
  /** The folder in which the lease's sessions start. */
  readonly home: string
  readonly onOpen: (path: string) => void
  readonly onPicked: (list: FileList) => void
  readonly onMakeFolder: () => void
  readonly onRefresh: () => void
}

/** Shows the current folder and its actions: upload files or a folder, create a folder, refresh. */
export function FilesBar({ path, home, onOpen, onPicked, onMakeFolder, onRefresh }: FilesBarProps) {
  const t = useTranslations('files')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const crumbs = crumbsOf(path, { home, homeName: t('home') })
  return (
    <header className="filesbar">
      <nav className="row wrap grow mono t13" aria-label={t('path')}>
        {crumbs.map((crumb, index) => (
          <span key={crumb.path} className="row">
            <button type="button" className="link" aria-current={index === crumbs.length - 1 ? 'page' : undefined} onClick={() => onOpen(crumb.path)}>
              <bdi>{crumb.name}</bdi>
            </button>
            {crumb.name !== '/' && index < crumbs.length - 1 && <span className="dim">/</span>}
          </span>
        ))}
      </nav>
      <div className="row wrap g2">
        <Button size="sm" onClick={() => files.current?.click()}>
          <Upload className="i s" aria-hidden />
          {t('upload')}
        </Button>
        <Button size="sm" onClick={() => folder.current?.click()}>
          <FolderUp className="i s" aria-hidden />
          {t('uploadFolder')}
        </Button>
        <Button size="sm" onClick={onMakeFolder}>
          <FolderPlus className="i s" aria-hidden />
          {t('makeFolder.open')}
        </Button>
        <Button size="sm" shape="icon" aria-label={t('refresh')} onClick={onRefresh}>
          <RotateCw className="i s" aria-hidden />
        </Button>
      </div>
      <Picker input={files} label={t('upload')} onPicked={onPicked} />
      <Picker input={folder} label={t('uploadFolder')} onPicked={onPicked} isFolder />
    </header>
  )
}

function Picker({
  input,
  label,
  onPicked,
  isFolder = false,
}: {
  readonly input: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly onPicked: (list: FileList) => void
  readonly isFolder?: boolean
}) {
  function change({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
    if (currentTarget.files !== null && currentTarget.files.length > 0) onPicked(currentTarget.files)
    // Clears the value, so that choosing the same file again fires a change event.
    currentTarget.value = ''
  }
  // This input is hidden; the visible button beside it opens the file picker of the input.
  return <input ref={input} type="file" hidden multiple aria-label={label} onChange={change} {...(isFolder ? { webkitdirectory: '' } : {})} />
}
