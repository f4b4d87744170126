import { type ComponentProps, useEffect, useRef } from 'react'

type FilesInputProps = Omit<ComponentProps<'input'>, 'type' | 'multiple' | 'className' | 'value' | 'onChange' | 'ref'> & {
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
}

/** A button that chooses files, with their names beside it. The names go once `files` is empty, for example because they were sent. */
export function FilesInput({ files, onFiles, ...names }: FilesInputProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (files.length === 0 && input.current !== null) input.current.value = ''
  }, [files])
  return <input {...names} ref={input} type="file" multiple className="files t13" onChange={({ target }) => onFiles([...(target.files ?? [])])} />
}
