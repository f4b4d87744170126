'use client'
import type { FileEntry } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import type { Chosen } from '#web/features/files/droppedFiles.ts'
import type { FilesConnection } from '#web/features/files/filesConnection.ts'
import { lastNameOf, pathIn } from '#web/features/files/filePath.ts'
import type { Folder } from '#web/features/files/folderQuery.ts'
import { beginDownload, type Download } from '#web/features/files/saveDownload.ts'
import type { Transfers, Work } from '#web/features/files/transfers.ts'
import { bytesOf, uploadChosen } from '#web/features/files/uploadChosen.ts'

/** Returns the functions that upload, download and change files of a folder. Each upload or download appears in the list of transfers. */
export function useFileActs({ connection, transfers }: { connection: FilesConnection; transfers: Transfers }) {
  const t = useTranslations('files')

  function upload(folder: string, chosen: Chosen, { replace }: { replace: boolean }): void {
    const [first] = chosen.files
    const name = chosen.files.length === 1 && first !== undefined ? first.path : t('manyFiles', { count: chosen.files.length })
    const work: Work = (told) => connection.use((files) => uploadChosen(files, { folder, chosen, replace, ...told }))
    transfers.start({ direction: 'up', name, totalBytes: bytesOf(chosen) }, work)
  }

  async function download(folder: string, entry: FileEntry): Promise<void> {
    const path = pathIn(folder, entry.name)
    const isFile = entry.kind === 'file' || (entry.kind === 'link' && (await connection.use((files) => files.facts(path))).kind !== 'folder')
    if (!isFile) return archive(path, `${entry.name}.tar`, {})
    const sizeBytes = entry.kind === 'file' ? entry.sizeBytes : null
    const into = await beginDownload({ name: entry.name, sizeBytes })
    const work: Work = ({ onBytes, signal }) => connection.use((files) => save(files.read(path, { signal }), { into, onBytes }))
    transfers.start({ direction: 'down', name: entry.name, totalBytes: sizeBytes }, work)
  }

  async function archive(path: string, name: string, { only }: { only?: ReadonlySet<string> }): Promise<void> {
    const into = await beginDownload({ name, sizeBytes: null })
    const work: Work = ({ onBytes, signal }) =>
      connection.use((files) => save(files.archive(path, { name: lastNameOf(path), only, signal }), { into, onBytes }))
    transfers.start({ direction: 'down', name, totalBytes: null }, work)
  }

  return {
    upload,
    download,
    archiveOf: (folder: Folder, only: ReadonlySet<string>) => archive(folder.path, `${lastNameOf(folder.path)}.tar`, { only }),
    makeFolder: (folder: string, name: string) => connection.use((files) => files.makeFolder(pathIn(folder, name))),
    rename: (folder: string, from: string, to: string) =>
      from === to ? Promise.resolve() : connection.use((files) => files.rename(pathIn(folder, from), pathIn(folder, to))),
    remove: (folder: string, entries: readonly FileEntry[]) =>
      connection.use(async (files) => {
        for (const { name } of entries) await files.remove(pathIn(folder, name))
      }),
  }
}

/** Saves a download only if it completes. */
async function save(
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { into, onBytes }: { into: Download; onBytes: (bytes: number) => void },
): Promise<void> {
  try {
    for await (const part of bytes) {
      await into.write(part)
      onBytes(part.byteLength)
    }
  } catch (error) {
    // Throw the error of the download, and ignore an error of `abort`. The browser deletes the unfinished file.
    await into.abort().catch(() => {})
    throw error
  }
  await into.close()
}
