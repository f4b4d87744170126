type Writer = { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void>; abort(): Promise<void> }
type Picker = (options: { suggestedName: string }) => Promise<{ createWritable(): Promise<Writer> }>

/** Up to this size a file is kept until it is whole and saved as any download; a larger one goes straight to the disk, where the browser can. */
const mostKeptBytes = 64 * 1024 * 1024
/** A browser that cannot write to the disk keeps all of it. */
const mostBlobBytes = 2 * 1024 * 1024 * 1024

/** Thrown for what this browser cannot keep. */
export class TooLargeHere extends Error {}

/** Where a download goes; `close` saves it, `abort` leaves nothing. */
export type Download = Writer

/**
 * Begins a download. To be called in the click that asks for it: a large one, or one of unknown size, opens the browser's own dialog, and rejects with AbortError when that is closed.
 */
export async function beginDownload({ name, sizeBytes }: { name: string; sizeBytes: number | null }): Promise<Download> {
  const { showSaveFilePicker } = window as { showSaveFilePicker?: Picker }
  const isLarge = sizeBytes === null || sizeBytes > mostKeptBytes
  if (isLarge && showSaveFilePicker !== undefined) return (await showSaveFilePicker({ suggestedName: name })).createWritable()
  if ((sizeBytes ?? 0) > mostBlobBytes) throw new TooLargeHere()
  return keptDownload(name)
}

function keptDownload(name: string): Download {
  let parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  return {
    async write(part) {
      bytes += part.byteLength
      if (bytes > mostBlobBytes) throw new TooLargeHere()
      // Its memory is the packet's.
      parts.push(part.slice())
    },
    async close() {
      const url = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }))
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
    },
    async abort() {
      parts = []
    },
  }
}
