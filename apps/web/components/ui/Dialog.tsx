'use client'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { DialogContent } from '#web/components/ui/DialogContent.tsx'

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
