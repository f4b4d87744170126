import type { ComponentProps } from 'react'
import { TextInput } from '#web/components/ui/TextInput.tsx'

/** Input with a masked value that the browser and password managers must neither fill nor store. */
export function HiddenInput(props: Omit<ComponentProps<typeof TextInput>, 'type'>) {
  return <TextInput {...props} type="password" autoComplete="off" spellCheck={false} data-1p-ignore data-lpignore="true" data-bwignore />
}
