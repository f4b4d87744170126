import { type UploadProgress, uploadFile } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { bytesText } from '#web/parts/format/bytesText.ts'

/** A file that the page stores now, and how much of it the market has. */
type ShownUpload = { readonly name: string; readonly progress: UploadProgress }

/**
 * Stores an input file of a job, or the bytes of an example, and returns its SHA-256. `readers` decides who may read the file: everybody who has the hash (the
 * default), or only the account that stored it. `name` is shown while bytes are stored. Throws an `AbortError` if the user stops the upload.
 */
export type Store = (
  file: File | Uint8Array<ArrayBuffer>,
  how?: { readonly readers?: 'anybody' | 'owner'; readonly name?: string },
) => Promise<string>

/**
 * Stores files one after another. `line` shows the progress of the current file, and is null while nothing is stored. If the user leaves the page, the upload
 * stops; it continues when the user sends the same file again. Call `end` after the last file.
 */
export function useUpload(): { readonly store: Store; readonly end: () => void; readonly line: ReactNode } {
  const t = useTranslations('jobs.new.upload')
  const [shown, setShown] = useState<ShownUpload | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const store: Store = async (file, { readers = 'anybody', name: given } = {}) => {
    stop.current = new AbortController()
    const { signal } = stop.current
    const name = file instanceof File ? file.name : (given ?? t('example'))
    // The client reads a file by slices, so a large one is never in memory as a whole.
    const content = file instanceof File ? file : new Blob([file])
    const onProgress = (progress: UploadProgress) => setShown({ name, progress })
    return (await uploadFile(browserApi, { file: content, readers, signal, onProgress })).sha256
  }
  const line = shown === null ? null : <UploadLine upload={shown} onStop={() => stop.current?.abort()} />
  return { store, end: () => setShown(null), line }
}

function UploadLine({ upload: { name, progress }, onStop }: { readonly upload: ShownUpload; readonly onStop: () => void }) {
  const t = useTranslations('jobs.new.upload')
  const { storedBytes, bytes, isWaiting } = progress
  return (
    <div className="stack g2">
      <p className="t13">{t('of', { name, stored: bytesText(storedBytes), total: bytesText(bytes) })}</p>
      <progress className="budget" value={storedBytes} max={bytes} aria-label={t('progress', { name })} />
      <p className="t13 dim" role="status">
        {t(isWaiting ? 'waiting' : 'continues')}
      </p>
      <div>
        <Button onClick={onStop}>{t('stop')}</Button>
      </div>
    </div>
  )
}
