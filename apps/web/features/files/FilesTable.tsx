import type { FileEntry } from '@infinitio/sdk'
import { Download, File as FileIcon, Folder as FolderIcon, Link2, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { bytesText } from '#web/parts/format/bytesText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

export type FilesTableProps = {
  readonly entries: readonly FileEntry[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (names: ReadonlySet<string>) => void
  readonly onOpen: (entry: FileEntry) => void
  readonly onDownload: (entry: FileEntry) => void
  readonly onRename: (entry: FileEntry) => void
  readonly onDelete: (entry: FileEntry) => void
}

/** Lists the entries of a folder with the actions for each. */
export function FilesTable({ entries, chosen, onChoose, ...acts }: FilesTableProps) {
  const t = useTranslations('files')
  const areAll = entries.length > 0 && entries.every(({ name }) => chosen.has(name))
  const columns = [
    { name: t('column.name') },
    { name: t('column.size'), className: 'n' },
    { name: t('column.changed'), className: 'n hide-s' },
    { name: t('column.acts'), forEars: true as const },
  ]
  return (
    <>
      <label className="row g2 t12 dim chooseall">
        <input
          type="checkbox"
          className="box"
          checked={areAll}
          onChange={() => onChoose(areAll ? new Set() : new Set(entries.map(({ name }) => name)))}
        />
        {t('chooseAll', { count: entries.length })}
      </label>
      <div className="scroll">
        <table className="table tight">
          <TableHead columns={columns} />
          <tbody>
            {entries.map((entry) => (
              <Row
                key={entry.name}
                entry={entry}
                isChosen={chosen.has(entry.name)}
                onChoose={() => onChoose(toggled(chosen, entry.name))}
                {...acts}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

type RowProps = Pick<FilesTableProps, 'onOpen' | 'onDownload' | 'onRename' | 'onDelete'> & {
  readonly entry: FileEntry
  readonly isChosen: boolean
  readonly onChoose: () => void
}

const icons = { folder: FolderIcon, file: FileIcon, link: Link2, other: FileIcon } as const

function Row({ entry, isChosen, onChoose, onOpen, onDownload, onRename, onDelete }: RowProps) {
  const t = useTranslations('files')
  const { name, kind, sizeBytes, changedAt } = entry
  const Icon = icons[kind]
  return (
    <tr className={isChosen ? 'on' : undefined}>
      <td>
        <span className="row g2">
          <input type="checkbox" className="box" aria-label={t('chooseNamed', { name })} checked={isChosen} onChange={onChoose} />
          <Icon className={kind === 'folder' ? 'i s' : 'i s dim'} aria-hidden />
          {kind === 'folder' || kind === 'link' ? (
            <button type="button" className="link fname" onClick={() => onOpen(entry)}>
              <bdi>{name}</bdi>
            </button>
          ) : (
            <bdi className="fname">{name}</bdi>
          )}
        </span>
      </td>
      <td className="n">{kind === 'file' ? bytesText(sizeBytes) : <span className="dim">{t(`kind.${kind}`)}</span>}</td>
      <td className="n hide-s dim">{changedAt === null ? '' : dayMinuteText(changedAt)}</td>
      <td className="n">
        {kind !== 'other' && <Act icon={Download} label={t('downloadNamed', { name })} onClick={() => onDownload(entry)} />}
        <Act icon={Pencil} label={t('renameNamed', { name })} onClick={() => onRename(entry)} />
        <Act icon={Trash2} label={t('deleteNamed', { name })} onClick={() => onDelete(entry)} />
      </td>
    </tr>
  )
}

function Act({ icon: Icon, label, onClick }: { readonly icon: typeof Download; readonly label: string; readonly onClick: () => void }) {
  return (
    <Button size="sm" shape="icon" tone="ghost" aria-label={label} title={label} onClick={onClick}>
      <Icon className="i s" aria-hidden />
    </Button>
  )
}

function toggled(chosen: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(name)) next.add(name)
  return next
}
