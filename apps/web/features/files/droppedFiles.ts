/** The files and folders that the user chose to upload. Each file has its path below the target folder. Folders are listed too, because some may be empty. */
export type Chosen = { readonly folders: readonly string[]; readonly files: readonly { readonly path: string; readonly file: File }[] }

/** The most files that the user may pick for one upload, or the most files and folders that the user may drop. `scp` or `rsync` suits larger uploads. */
const mostFiles = 20_000

/** Thrown if one upload has too many files. */
export class TooManyFiles extends Error {}

/** Returns the picked files. Paths of a picked folder begin with its name. */
export function pickedFiles(list: FileList): Chosen {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
  if (files.length > mostFiles) throw new TooManyFiles()
  return { folders: foldersOf(files.map(({ path }) => path)), files }
}

/** Returns the dropped files, and folders with their contents. Throws `TooManyFiles`. */
export async function droppedFiles(items: DataTransferItemList): Promise<Chosen> {
  // Read the entries before anything else, because the browser empties the list after the event.
  const roots = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const files: { path: string; file: File }[] = []
  const folders: string[] = []
  const waiting = roots.map((entry) => ({ entry, path: entry.name }))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { entry, path } = next
    if (files.length + folders.length > mostFiles) throw new TooManyFiles()
    if (entry.isDirectory) {
      folders.push(path)
      for (const inside of await entriesOf(entry as FileSystemDirectoryEntry)) waiting.push({ entry: inside, path: `${path}/${inside.name}` })
    } else files.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
  }
  return { folders, files }
}

/** A browser returns a folder's entries in batches. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
    if (all.length > mostFiles) throw new TooManyFiles()
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** Returns every parent folder of these paths, outer folders first. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const path of paths) {
    const names = path.split('/').slice(0, -1)
    for (const [index] of names.entries()) folders.add(names.slice(0, index + 1).join('/'))
  }
  return [...folders]
}
