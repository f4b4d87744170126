import { type ComponentProps, useEffect, useRef } from 'react'

type FilesInputProps = Omit<ComponentProps<'input'>, 'type' | 'multiple' | 'className' | 'value' | 'onChange' | 'ref'> & {
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
}

/** Lets the user choose files, and shows their names. It clears the names once `files` is empty, for example after the files were sent. */
export function FilesInput({ files, onFiles, ...names }: FilesInputProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (files.length === 0 && input.current !== null) input.current.value = ''
  }, [files])
  return <input {...names} ref={input} type="file" multiple className="files t13" onChange={({ target }) => onFiles([...(target.files ?? [])])} />
}
