import type { ComponentProps } from 'react'

/** A field for several lines of code or keys, in the monospaced font. */
export function TextArea(props: ComponentProps<'textarea'>) {
  return (
    <span className="input area">
      <textarea spellCheck={false} autoComplete="off" {...props} />
    </span>
  )
}
