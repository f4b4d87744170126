'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { FormFootContext } from '#web/parts/govern/FormFoot.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

export type FormDialogProps = {
  /** The label of the button that opens the form, and also the title of the dialog. */
  readonly title: string
  /** The content to show until the session has loaded. */
  readonly waiting: ReactNode
  /** The form in the dialog. It calls `onDone` after its transaction was mined. The dialog then closes and shows a message. */
  readonly children: (onDone: () => void) => ReactNode
  /** The message to show when the transaction is mined. The default message fits a transaction that adds a row to the list. */
  readonly done?: string
}

/**
 * A button that opens a form of the DAO in a dialog, so that the list beside it has the whole width of the page. The footer has the parts of the form that are
 * in a `FormFoot`, and a button to cancel. It stays in view while the form scrolls.
 */
export function FormDialog({ title, waiting, children, done: doneText }: FormDialogProps) {
  const t = useTranslations('govern.form')
  const [open, setOpen] = useState(false)
  const [foot, setFoot] = useState<HTMLElement | null>(null)
  const done = () => {
    setOpen(false)
    void notify({ tone: 'success', text: doneText ?? t('done') })
  }
  return (
    <>
      <Button size="sm" tone="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        footer={
          <>
            <div ref={setFoot} className="max-h-[40dvh] min-w-[200px] flex-1 overflow-y-auto" />
            <div>
              <Button size="lg" onClick={() => setOpen(false)}>
                {t('cancel')}
              </Button>
            </div>
          </>
        }
      >
        <div className="gform">
          <FormFootContext value={foot}>
            <SignInGate waiting={waiting}>{children(done)}</SignInGate>
          </FormFootContext>
        </div>
      </Dialog>
    </>
  )
}
