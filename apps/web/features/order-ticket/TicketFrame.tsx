'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { DialogContent } from '#web/components/ui/Dialog.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { useIsWide } from '#web/components/ui/useIsWide.ts'

const besideFrom = 1_181

type TicketFrameProps = { readonly title: string; readonly children: ReactNode; readonly onClose: () => void }

/** Shows the order ticket: as a panel beside the list on a wide screen, or as a sheet over the page on a narrow one. Escape closes either. */
export function TicketFrame(props: TicketFrameProps) {
  return useIsWide(besideFrom) ? <TicketPanel {...props} /> : <TicketSheet {...props} />
}

function TicketPanel({ title, children, onClose }: TicketFrameProps) {
  const t = useTranslations('ticket')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  /** Closes the ticket on Escape. Ignores keys pressed in a dialog of the ticket: their events reach this element, too, but the dialog handles them. */
  function closeByKey({ key, currentTarget, target }: KeyboardEvent): void {
    if (key === 'Escape' && target instanceof Node && currentTarget.contains(target)) onClose()
  }
  return (
    <aside className="panel ticket" aria-label={title} onKeyDown={closeByKey}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span className="end">
          <Button tone="ghost" size="sm" shape="icon" aria-label={t('close')} onClick={onClose}>
            <X className="i s" aria-hidden />
          </Button>
        </span>
      </header>
      {children}
    </aside>
  )
}

function TicketSheet({ title, children, onClose }: TicketFrameProps) {
  const t = useTranslations('ticket')
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <DialogContent className="ticket ticketsheet" aria-describedby={undefined}>
          <header className="panel-head">
            <Dialog.Title asChild>
              <h2>{title}</h2>
            </Dialog.Title>
            <span className="end">
              <Dialog.Close asChild>
                <Button tone="ghost" shape="icon" aria-label={t('close')}>
                  <X className="i" aria-hidden />
                </Button>
              </Dialog.Close>
            </span>
          </header>
          {children}
        </DialogContent>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
