import type { ComponentProps } from 'react'

/** Several lines of code or keys, in the mono face. */
export function TextArea(props: ComponentProps<'textarea'>) {
  return (
    <span className="input area">
      <textarea spellCheck={false} autoComplete="off" {...props} />
    </span>
  )
}
