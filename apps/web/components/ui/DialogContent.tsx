'use client'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, useState } from 'react'

/**
 * Holds the content of a dialog that opens without a Radix trigger, such as by a key. Closing it returns the focus to the element that had it before;
 * Radix does this only for its own triggers.
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
