'use client'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useState } from 'react'

export type DialogProps = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: ReactNode
  readonly description?: ReactNode
  readonly children: ReactNode
  readonly footer?: ReactNode
}

/** Shows a modal question: title, description, content and buttons. Escape and a click on the backdrop close it. */
export function Dialog({ open, onOpenChange, title, description, children, footer }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <DialogContent className="dialog dialogpos" {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
          <header>
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            {description !== undefined && <Radix.Description className="mt-2">{description}</Radix.Description>}
          </header>
          <div>{children}</div>
          {footer !== undefined && <footer>{footer}</footer>}
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  )
}

/**
 * The content of a dialog that was not opened by a Radix trigger but, for example, by a key. When the dialog closes, the element that had the focus before gets
 * it again. Radix does this only for dialogs with a trigger.
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
