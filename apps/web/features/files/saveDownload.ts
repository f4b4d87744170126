type Writer = { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void>; abort(): Promise<void> }
type Picker = (options: { suggestedName: string }) => Promise<{ createWritable(): Promise<Writer> }>

/** Up to this size, a file is buffered in memory and saved as a normal download. Larger files stream to the disk if the browser can do that. */
const mostKeptBytes = 64 * 1024 * 1024
/** Maximum size of a download in bytes, in a browser that cannot stream to the disk and must buffer the whole file. */
const mostBlobBytes = 2 * 1024 * 1024 * 1024

/** Thrown if the file is too large for this browser to buffer. */
export class TooLargeHere extends Error {}

/** Destination of a download. `close` saves the file; `abort` discards it. */
export type Download = Writer

/**
 * Starts a download. Call it directly in the click handler: for a file above 64 MiB or of unknown size, it opens the browser's dialog for saving, if there is
 * one, and browsers open that dialog only during a click. Rejects with AbortError if the user closes the dialog. In a browser without such a dialog, rejects
 * with `TooLargeHere` if the size is known to be above 2 GiB.
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
      // Copies the bytes, because the SFTP session reuses the memory of this packet for the next packet.
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
