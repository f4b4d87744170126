'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'

export type EndShellDialogProps = { readonly shell: number; readonly onEnd: () => void; readonly onKeep: () => void }

/** Asks for confirmation before a shell is ended, because its programs end on every page that shows the shell. */
export function EndShellDialog({ shell, onEnd, onKeep }: EndShellDialogProps) {
  const t = useTranslations('terminal')
  return (
    <Dialog open onOpenChange={(open) => !open && onKeep()} title={t('endTitle', { number: shell })} description={t('endText')}>
      <div className="stack g3">
        <Button tone="primary" size="lg" full onClick={onEnd}>
          {t('endNow', { number: shell })}
        </Button>
        <Button tone="ghost" full onClick={onKeep}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  )
}
