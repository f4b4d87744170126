'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'

/** An upload that meets names which are taken: replace those files, or leave it. Folders are filled, never replaced. */
export function ReplaceDialog({
  names,
  onReplace,
  onClose,
}: {
  readonly names: readonly string[]
  readonly onReplace: () => void
  readonly onClose: () => void
}) {
  const t = useTranslations('files')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('replace.title', { count: names.length })}
      description={t('replace.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" onClick={onReplace}>
            {t('replace.confirm')}
          </Button>
        </>
      }
    >
      <ul className="stack g1 t13">
        {names.slice(0, 8).map((name) => (
          <li key={name} className="fname mono">
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
