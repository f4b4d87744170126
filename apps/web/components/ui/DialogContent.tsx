'use client'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, useState } from 'react'

/**
 * The content of a dialog that other things open than a trigger of its own: a key, a button elsewhere. What had the focus before has it again when it
 * closes; Radix knows that of its triggers alone.
 */
export function DialogContent(props: Omit<ComponentProps<typeof Radix.Content>, 'onCloseAutoFocus'>) {
  const [before] = useState(() => document.activeElement)
  return (
    <Radix.Content
      {...props}
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        if (before instanceof HTMLElement && before.isConnected) before.focus()
      }}
    />
  )
}
