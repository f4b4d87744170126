import type { ComponentProps } from 'react'
import { TextInput } from '#web/components/ui/TextInput.tsx'

/** A field whose value is not shown, and which neither the browser nor a password manager is to fill or keep. */
export function HiddenInput(props: Omit<ComponentProps<typeof TextInput>, 'type'>) {
  return <TextInput {...props} type="password" autoComplete="off" spellCheck={false} data-1p-ignore data-lpignore="true" data-bwignore />
}
