import type { Client, UploadProgress } from '@infinitio/sdk'
import { progressLine } from '../terminal/print.ts'
import { sizeText } from '../terminal/texts.ts'

const whole = 100

type NamedFile = Pick<Parameters<Client['uploadFile']>[0], 'file' | 'readers'> & { readonly name: string }

/**
 * Stores a file in parts and shows the progress on a terminal. A file above 16 MiB is stored in pieces. After a broken connection, or when a killed command
 * runs again, it continues behind the last stored part. Throws the codes of `uploadFile` of the SDK.
 */
export async function uploadFile(
  client: Pick<Client, 'uploadFile'>,
  { name, ...file }: NamedFile,
): Promise<Awaited<ReturnType<Client['uploadFile']>>> {
  const line = progressLine()
  try {
    return await client.uploadFile({ ...file, onProgress: (progress) => line.show(progressText(name, progress)) })
  } finally {
    line.done()
  }
}

/** Returns the progress of an upload as text, such as `sales.parquet: 4.0 MiB of 9.0 MiB stored (44 %)`. */
function progressText(name: string, { storedBytes, bytes, isWaiting }: UploadProgress): string {
  const share = Math.floor((storedBytes * whole) / bytes)
  const text = `${name}: ${sizeText(storedBytes)} of ${sizeText(bytes)} stored (${share} %)`
  return isWaiting ? `${text}; the connection failed, trying again` : text
}
