import { useTranslations } from 'next-intl'
import { type ComponentProps, useEffect, useRef } from 'react'
import { Button } from '#web/components/ui/Button.tsx'

type FilesInputProps = Omit<ComponentProps<'input'>, 'type' | 'multiple' | 'className' | 'value' | 'onChange' | 'ref'> & {
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
}

/**
 * Lets the user choose files, and shows their names. The browser's control is hidden, because its words have the language of the browser instead of the page.
 * The keyboard and screen readers use it; the visible button is for pointers. The names disappear once `files` is empty, for example after the files were sent.
 */
export function FilesInput({ files, onFiles, ...names }: FilesInputProps) {
  const t = useTranslations('filesInput')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (files.length === 0 && input.current !== null) input.current.value = ''
  }, [files])
  return (
    <div className="row wrap t13">
      <input {...names} ref={input} type="file" multiple className="files sr-only" onChange={({ target }) => onFiles([...(target.files ?? [])])} />
      <Button size="sm" tabIndex={-1} aria-hidden onClick={() => input.current?.click()}>
        {t('choose')}
      </Button>
      {files.length === 0 ? <span className="dim">{t('none')}</span> : files.map(({ name }) => <span key={name}>{name}</span>)}
    </div>
  )
}
